#!/usr/bin/env bash
# release.sh SOURCE_DIR: what tools/release makes. In two repositories, with another umask, time zone, locale and clock, by a dry
# run and by a real one, it is the same bytes. What is no release is refused. The version stands in one place.
set -euo pipefail
cd "$1"
for program in git python3 unzip; do
    command -v $program >/dev/null || { echo "SKIP: no $program"; exit; }
done
# What git does not know, such as an unpacked archive, has no release.
git rev-parse --verify --quiet HEAD >/dev/null || { echo 'SKIP: no repository of git'; exit; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
said=$folder/said

fail() {
    [ ! -s "$said" ] || cat "$said"
    echo "FAILED: $*"
    exit 1
}

# The forms for issues have an example of a version, and the changes those that were.
version=$(sed -n 's/^#define SKT_VERSION  *"\(.*\)"$/\1/p' include/skt/skt.h)
[ "$version" = "$(sed -n 's/^#define SKT_VERSION_[MP][A-Z]* \(.*\)$/\1/p' include/skt/skt.h | paste -sd.)" ] ||
    fail "SKT_VERSION is not its three numbers"
git ls-files -z --cached --others --exclude-standard >"$folder/files"
copies=$(grep -zvE '^(include/skt/skt\.h|CHANGELOG\.md|debian/(changelog|.*\.symbols)|\.github/.*|fuzz/corpus/.*|.*[-.]lock(\.json)?)$' "$folder/files" |
    xargs -0 grep -lE "(^|[^0-9.])${version//./\\.}([^0-9.]|\$)" 2>/dev/null || true)
[ -z "$copies" ] || fail "$version stands also in $copies"

# Two repositories of what is here, changes that are not committed too, after a first release.
export HOME=$folder GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@invalid GIT_COMMITTER_NAME=c GIT_COMMITTER_EMAIL=c@invalid
commit() {
    git -C "$1" add --all
    GIT_AUTHOR_DATE=2026-01-02T23:30:00Z GIT_COMMITTER_DATE=2026-01-02T23:30:00Z git -C "$1" commit -q -m "$2"
}
mkdir "$folder/one"
tar -c --null -T "$folder/files" --ignore-failed-read 2>/dev/null | tar -x -C "$folder/one"
git init -q "$folder/one"
printf '# Changes\n\n## Unreleased\n\n- All.\n' >"$folder/one/CHANGELOG.md"
commit "$folder/one" all

# refuses VERSION REASON
refuses() {
    if (cd "$folder/one" && tools/release "$1") >"$said" 2>&1; then fail "$1 is released, though $2"; fi
    grep -q -- "$2" "$said" || fail "$1 is refused for another reason than: $2"
}
IFS=. read -r major minor patch <<<"$version"
next=$major.$((minor + 1)).0
refuses "$next" "the first release is $version"
printf '# Changes\n\n## Unreleased\n\n## %s - 2026-01-01\n\n- All.\n' "$version" >"$folder/one/CHANGELOG.md"
refuses "$next" 'not committed'
commit "$folder/one" released
refuses "$next" 'nothing under Unreleased'
sed -i 's/^## Unreleased$/&\n\n- More,\n  and more./' "$folder/one/CHANGELOG.md"
commit "$folder/one" more
for wrong in "$version" "$major.$minor.$((patch + 2))" "$major.$((minor + 1)).1" "$major.$((minor + 2)).0" \
    "$((major + 1)).1.0"; do
    refuses "$wrong" "does not follow: after $version comes .* $next or"
done
for wrong in "v$next" "$major.$minor" "$major.0$((minor + 1)).0" "$next-rc1"; do refuses "$wrong" 'is no version'; done
git -C "$folder/one" tag "v$next"
refuses "$next" "there is a tag v$next"
git -C "$folder/one" tag -d "v$next" >/dev/null
cp -R "$folder/one" "$folder/two"
touch "$folder/two/dev"

(umask 077 && cd "$folder/one" && TZ=Pacific/Kiritimati LC_ALL=C tools/release --dry-run "$next") >"$said" 2>&1 || fail "dry run"
[ "$(git -C "$folder/one" log --format=%s)" = "$(printf 'more\nreleased\nall')" ] || fail "the dry run committed"
[ -z "$(git -C "$folder/one" tag)" ] || fail "the dry run tagged"
clock=(faketime '2031-05-06 07:08:09')
command -v faketime >/dev/null || { echo 'SKIP another clock: no faketime'; clock=(); }
(umask 002 && cd "$folder/two" && TZ=America/Caracas LC_ALL=C.UTF-8 "${clock[@]}" tools/release "$next") >"$said" 2>&1 ||
    fail "release"
diff -r "$folder/one/build/release-$next" "$folder/two/build/release-$next" >"$said" || fail "twice is not the same"

# The commit and its tag are what the archive has; and another release follows.
cd "$folder/two"
[ -z "$(git status --porcelain)" ] || fail "changes are left"
[ "$(git log -1 --format=%s)" = "skt $next" ] || fail "no commit"
[ "$(git cat-file -t "v$next")" = tag ] || fail "no annotated tag"
[ "$(sed -n 's/^#define SKT_VERSION[A-Z_]*  *//p' include/skt/skt.h | paste -sd.)" = "$next.\"$next\"" ] ||
    fail "skt.h has another version"
[ "$(sed -n 3,9p CHANGELOG.md)" = "$(printf '## Unreleased\n\n## %s - 2026-01-02\n\n- More,\n  and more.\n' "$next")" ] ||
    fail "CHANGELOG.md is otherwise"
cd "build/release-$next"
[ "$(cat release-notes.md)" = '- More, and more.' ] || fail "the notes are otherwise"
sha256sum -c SHA256SUMS >"$said" || fail "the checksums are others"
for archive in "skt-$next" "skt-$next-amalgamation"; do
    mkdir tar zip
    tar -xf "$archive.tar.xz" -C tar
    unzip -q "$archive.zip" -d zip
    diff -r tar zip >"$said" || fail "the archives of $archive differ"
    diff <(cd tar && find . -type f -perm /100 | sort) <(cd zip && find . -type f -perm /100 | sort) >"$said" ||
        fail "other files can be run"
    case $archive in
    *-amalgamation) grep -q "SKT_VERSION  *\"$next\"" "tar/$archive/skt.h" || fail "skt.h in one file has another version" ;;
    *)
        git -C ../.. archive "v$next" | (mkdir tree && tar -x --touch -C tree)
        diff -r tree "tar/$archive" >"$said" || fail "the archive is not the tree that is tagged"
        python3 -c "
import json, sys
for file in json.load(open(sys.argv[1]))['files']: print(file['checksums'][1]['checksumValue'] + '  ' + file['fileName'])
" "$archive.spdx.json" >bill
        (cd "tar/$archive" && sha256sum -c ../../bill) >"$said" || fail "the SBOM has other checksums"
        [ "$(wc -l <bill)" = "$(find tree -type f | wc -l)" ] || fail "the SBOM has not every file"
        ;;
    esac
    rm -r tar zip
done
cd "$folder/two"

# What there are validators for.
if command -v pyspdxtools check-jsonschema >/dev/null; then
    pyspdxtools -i "build/release-$next/skt-$next.spdx.json" >"$said" 2>&1 || fail "the SBOM is no SPDX 2.3"
    check-jsonschema --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml >"$said" || fail "config.yml"
    for form in .github/ISSUE_TEMPLATE/*.yml; do
        [ "$form" = .github/ISSUE_TEMPLATE/config.yml ] ||
            check-jsonschema --builtin-schema vendor.github-issue-forms "$form" >"$said" || fail "$form"
    done
    echo 'the SBOM and the issue forms: valid'
else
    echo 'SKIP validating the SBOM and the issue forms: ./dev release check does that'
fi
echo "$next released twice: the same"
