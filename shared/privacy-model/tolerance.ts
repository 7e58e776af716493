/**
 * Slack of a comparison of real numbers with a threshold. It absorbs rounding alone: a distribution that meets the threshold
 * exactly passes in whatever order its terms are added, so that the search and the check on the release cannot disagree.
 */
export const TOLERANCE = 1e-10;
