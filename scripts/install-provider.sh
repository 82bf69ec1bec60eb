#!/usr/bin/env bash
# Builds the real Databricks provider for Terraform, in the version that test/terraform/provider/go.mod pins, and
# prints the folder of a Terraform filesystem mirror that holds it.
#
# The pin is a Go module because Go checks what it downloads against go.sum, and because no Terraform registry is
# needed. The binary lies outside the clone, by version: it is built once per machine.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
pinned="$root/test/terraform/provider"
module=github.com/databricks/terraform-provider-databricks

if ! command -v go >/dev/null; then
  echo "install-provider: go is not on PATH; install Go 1.26 or newer" >&2
  exit 1
fi

version=$(awk -v module="$module" '$1 == module { sub(/^v/, "", $2); print $2 }' "$pinned/go.mod")
if [[ -z "$version" ]]; then
  echo "install-provider: $pinned/go.mod pins no $module" >&2
  exit 1
fi

mirror="${XDG_CACHE_HOME:-$HOME/.cache}/databricks-apps-constructs/mirror"
folder="$mirror/registry.terraform.io/databricks/databricks/$version/$(go env GOOS)_$(go env GOARCH)"
binary="$folder/terraform-provider-databricks_v$version$(go env GOEXE)"

if [[ ! -x "$binary" ]]; then
  echo "install-provider: building $module v$version, which takes about two minutes" >&2
  mkdir -p "$folder"
  # Built beside the mirror, in the same file system, and renamed: nobody ever sees half a binary in it.
  building=$(mktemp -d "${mirror%/mirror}/building.XXXXXX")
  trap 'rm -rf "$building"' EXIT
  (cd "$pinned" && go build -ldflags="-s -w" -o "$building/provider" "$module")
  mv -f "$building/provider" "$binary"
fi

echo "$mirror"
