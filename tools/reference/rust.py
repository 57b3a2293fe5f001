# SPDX-License-Identifier: MIT
"""A crate skt-sys: the declarations in Rust, and what links it with the library that pkg-config finds."""
import re

import structures

MANIFEST = """[package]
name = "skt-sys"
version = "{version}"
edition = "2021"
license = "MIT"
description = "skt, made of its api.json"
links = "skt"
"""

BUILD = """// Made of api.json.
use std::process::Command;

fn main() {
    let said = Command::new("pkg-config").args(["--libs", "skt"]).output().expect("pkg-config");
    assert!(said.status.success(), "pkg-config does not know skt");
    for word in String::from_utf8(said.stdout).unwrap().split_whitespace() {
        if let Some(folder) = word.strip_prefix("-L") {
            println!("cargo:rustc-link-search=native={folder}");
        } else if let Some(library) = word.strip_prefix("-l") {
            println!("cargo:rustc-link-lib={library}");
        }
    }
    println!("cargo:rerun-if-env-changed=PKG_CONFIG_PATH");
}
"""

HEAD = """// Made of api.json. SKT_N_X is the number of the key SKT_X.
#![allow(non_camel_case_types, non_upper_case_globals)]
use std::ffi::{c_char, c_int, c_uint, c_void};

"""

SCALARS = {"int": "c_int", "unsigned": "c_uint", "char": "c_char", "bool": "bool", "size_t": "usize", "uintptr_t": "usize",
           "intptr_t": "isize", "ptrdiff_t": "isize", "unsigned char": "u8", "short": "i16", "void": "c_void", "uint8_t": "u8", "uint16_t": "u16", "uint32_t": "u32",
           "uint64_t": "u64", "int8_t": "i8", "int16_t": "i16", "int32_t": "i32", "int64_t": "i64"}
KEYWORDS = {"type", "in", "as", "move", "ref", "use", "box", "loop", "match", "fn", "where", "final"}


def named(name):
    return "r#" + name if name in KEYWORDS else name


def rust_type(types, text, parameter=False):
    pointer = re.fullmatch(r"(.*?)\(\*\)\((.*)\)", text)
    if pointer:
        arguments = [re.fullmatch(r"(.*?)(\w+)", part.strip()).groups() for part in pointer.group(2).split(",")]
        list_ = ", ".join(f"{named(name)}: {rust_type(types, kind)}" for kind, name in arguments)
        return f'Option<unsafe extern "C" fn({list_}) -> {rust_type(types, pointer.group(1))}>'
    base, lengths = types.parts(text)
    if lengths and parameter:
        return rust_type(types, base + " *")
    base = re.sub(r"\b(struct|enum) ", "", base)
    if base.endswith("*"):
        inner = base[:-1].strip()
        out = ("*const " if re.match(r"const\b", inner) else "*mut ") + rust_type(types, re.sub(r"^const ", "", inner))
    else:
        base = re.sub(r"\bconst\b", "", base).strip()
        out = SCALARS.get(base, base)
    for length in reversed(lengths):
        out = f"[{out}; {length}]"
    return out


def structure(types, entry):
    """The structure, and its unions before it."""
    name, lines, unions, checks = entry["name"], [], [], []
    for at, (kind, *rest) in enumerate(types.members(entry)):
        if kind == "padding":
            lines.append(f"    pub padding_{at}: [u8; {rest[0]}],")
            continue
        field, what = rest
        if kind == "union":
            union = f"{name}_{field or 'union'}"
            inner = "".join(f"    pub {named(member)}: {rust_type(types, type_)},\n" for member, type_ in what)
            unions.append(f"#[repr(C)]\n#[derive(Clone, Copy)]\npub union {union} {{\n{inner}}}\n")
            lines.append(f"    pub {named(field) or 'of'}: {union},")
        else:
            lines.append(f"    pub {named(field)}: {rust_type(types, what)},")
    for field in entry["fields"]:
        if any(f"    pub {named(field['name'])}: " in line for line in lines):
            checks.append(f"const _: () = assert!(core::mem::offset_of!({name}, {named(field['name'])}) == {field['offset']});\n")
    checks.append(f"const _: () = assert!(core::mem::size_of::<{name}>() == {entry['size']});\n")
    body = "\n".join(lines)
    return "".join(unions) + f"#[repr(C)]\n#[derive(Clone, Copy)]\npub struct {name} {{\n{body}\n}}\n" + "".join(checks)


def layouts(types):
    """A function that compares all with the library that is loaded."""
    rows = "".join(f"    ({entry['layout']}, &{structures.layout(entry)}),\n" for entry in types.structures())
    return f"""
static LAYOUTS: &[(u32, &[u16])] = &[
{rows}];

/// Whether the library that is loaded lays out its structures as this crate does.
pub fn layouts_agree() -> bool {{
    LAYOUTS.iter().all(|(structure, numbers)| unsafe {{
        let mut count = 0;
        let at = skt_layout(*structure, &mut count);
        count >= numbers.len() && std::slice::from_raw_parts(at, numbers.len()) == *numbers
    }})
}}
"""


def library(api, system):
    types = structures.Types(api, system)
    out = [HEAD]
    out += [f"pub type {name} = {SCALARS[base]};\n" for name, base in types.typedefs()]
    for entry in api["constants"] + api["errors"]:
        value = structures.value_on(entry, system)
        out.append(f"pub const {entry['name']}: {'c_int' if -2**31 <= value < 2**31 else 'i64'} = {value};\n")
    out += [structure(types, entry) for entry in types.structures()]
    for option in api["options"]:
        kind = f"skt_{option['kind']}_option"
        out.append(f"pub const SKT_N_{option['name']}: c_uint = {option['number']};\n"
                   f"pub const {option['key']}: {kind} = {kind} {{ number: {option['number']} }};\n")
    out.append('\nextern "C" {\n')
    for entry in api["functions"]:
        if entry.get("inline"):
            continue
        list_ = ", ".join(f"{named(one['name'])}: {rust_type(types, one['type'], parameter=True)}" for one in entry["parameters"])
        result = "" if entry["result"] == "void" else " -> " + rust_type(types, entry["result"])
        out.append(f"    pub fn {entry['name']}({list_}){result};\n")
    return "".join(out) + "}\n" + layouts(types)


def write(api, system, folder):
    (folder / "src").mkdir(parents=True, exist_ok=True)
    (folder / "Cargo.toml").write_text(MANIFEST.format(version=api["version"]))
    (folder / "build.rs").write_text(BUILD)
    (folder / "src/lib.rs").write_text(library(api, system))
