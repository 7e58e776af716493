#!/bin/sh
# Verifies a .bulla file with nothing but tar, jq, awk and openssl: the signature of the manifest, and that every sealed part
# and every piece of evidence is the one that was signed. Says who signed; whether that is the right person, only you know.
#   sh verify-package.sh FILE.bulla
set -eu
file=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

member() { tar xOf "$file" "$1"; }
decode() { # base64url without padding -> bytes
  awk '{ gsub("-", "+"); gsub("_", "/"); while (length($0) % 4) $0 = $0 "="; print }' | openssl base64 -d -A
}
digest() { openssl dgst -sha256 -r | cut -d ' ' -f 1; }

member manifest.dsse.json > "$work/envelope"
type=$(jq -r .payloadType "$work/envelope")
jq -r .payload "$work/envelope" | decode > "$work/manifest"
jq -r '.signatures[0].sig' "$work/envelope" | decode > "$work/signature"
signer=$(jq -r '.signatures[0].keyid' "$work/envelope")

# did:key:z... is base58 of the two bytes ed 01 and the Ed25519 key; written here as hexadecimal.
key=$(echo "${signer#did:key:z}" | awk '{
  alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
  for (i = 1; i <= length($0); i++) {
    carry = index(alphabet, substr($0, i, 1)) - 1
    for (j = 0; j < 34; j++) { carry += byte[j] * 58; byte[j] = carry % 256; carry = int(carry / 256) }
  }
  for (j = 33; j >= 0; j--) printf "%02x", byte[j]
}')
case $key in ed01*) ;; *) echo "not an Ed25519 key: $signer" >&2; exit 1 ;; esac
# An Ed25519 public key as openssl reads it: a fixed DER prefix and the key.
for byte in $(echo "302a300506032b6570032100${key#ed01}" | awk '{ for (i = 1; i < length($0); i += 2) print substr($0, i, 2) }'); do
  printf "\\$(printf '%o' "0x$byte")"
done > "$work/key"

# What is signed: DSSE v1, length and text of the type, length and bytes of the payload.
{
  printf 'DSSEv1 %d %s %d ' "${#type}" "$type" "$(wc -c < "$work/manifest")"
  cat "$work/manifest"
} > "$work/message"
openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key" -rawin -in "$work/message" -sigfile "$work/signature" > "$work/said" ||
  { echo 'The signature does not hold.' >&2; exit 1; }

jq -r '(.sections[] | "000\(.index)"[-4:] as $number | "data/\($number).sealed \(.cipherSha256)"),
       (.evidence[] | select(.file) | "evidence/\(.file) \(.sha256)")' "$work/manifest" |
  while read -r name expected; do
    [ "$(member "$name" | digest)" = "$expected" ] || { echo "$name is not the part that was signed." >&2; exit 1; }
  done

echo "The signature holds."
echo "signer  $signer"
echo "package $(jq -r .packageId "$work/manifest")"
echo "digest  $(digest < "$work/manifest")"
