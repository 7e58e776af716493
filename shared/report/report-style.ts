/** The style sheet of the report's page. The page's policy names it by its hash, so the same bytes stand in the page. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --paper: #faf8f5; --ink: #1d1a16; --quiet: #5f574c; --line: #d9d2c7; --one: #8a7f70; --two: #a4481f;
  --met: #2e6b3c; --finding: #a3261c; --open: #7a5600; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #16130f; --ink: #f0ebe3; --quiet: #b5aa9a; --line: #3d362d; --one: #9c907f; --two: #e58a5c;
    --met: #86c893; --finding: #f1948a; --open: #e0b95a; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.5rem 4rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); break-after: avoid; }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; break-after: avoid; }
p, ul { margin: .5rem 0; } ul { padding-left: 1.25rem; }
.quiet, figcaption { color: var(--quiet); }
nav ol { columns: 2; margin: 1rem 0; padding-left: 1.5rem; }
a { color: inherit; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0 1.25rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { font-weight: 600; } tbody th { font-weight: 400; }
td.number, th.number { text-align: right; white-space: nowrap; overflow-wrap: normal; }
.items { list-style: none; padding: 0; }
.items > li { margin: 0 0 .75rem; padding: .5rem 0 .5rem .75rem; border-left: 3px solid var(--line); break-inside: avoid; }
.items .state { font-weight: 600; }
.met { border-color: var(--met) !important; } .met .state { color: var(--met); }
.finding { border-color: var(--finding) !important; } .finding .state { color: var(--finding); }
.open { border-color: var(--open) !important; } .open .state { color: var(--open); }
.evidence { margin: .25rem 0 0; color: var(--quiet); }
.evidence b { color: var(--ink); font-variant-numeric: tabular-nums; }
figure { margin: 1rem 0; break-inside: avoid; }
svg { display: block; width: 100%; max-width: 40rem; height: auto; }
svg text { fill: var(--ink); font: 12px system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
svg .axis { stroke: var(--line); fill: none; } svg .first { fill: var(--one); } svg .second { fill: var(--two); }
@page { size: A4; margin: 16mm 14mm 18mm; }
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --quiet: #444; --line: #bbb; --one: #8a7f70; --two: #a4481f;
    --met: #1d5129; --finding: #8a1f17; --open: #6b4b00; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  nav { display: none; } .scroll { overflow: visible; }
  tr, figure { break-inside: avoid; } thead { display: table-header-group; }
}
`;
