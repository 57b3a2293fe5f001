# The text of <skt/option_numbers.h>, made of the keys of <skt/option_keys.h> and of the systems that options.def claims for
# each. CMake writes the file when it configures skt by itself, so that a new option needs no line there. A test fails where
# the file is not what it would be.

# What options.def says of the systems of each option: claims_NAME, as "Linux, Apple", and defined, the names in order.
function(skt_read_option_claims file)
    set(defined "")
    file(STRINGS ${file} lines REGEX "^OPTION\\(")
    foreach(line IN LISTS lines)
        string(REGEX MATCH "^OPTION\\(([A-Z0-9_]+), [A-Z]+, [A-Z_]+, (.*)\\)$" _ "${line}")
        set(name ${CMAKE_MATCH_1})
        set(claims "${CMAKE_MATCH_2}")
        list(APPEND defined ${name})
        if(claims STREQUAL "SKT_ON_ALL")
            set(claims "every system")
        elseif(claims STREQUAL "SKT_ON_UNIX")
            set(claims "every Unix")
        else()
            foreach(system LINUX:Linux APPLE:Apple FREEBSD:FreeBSD NETBSD:NetBSD OPENBSD:OpenBSD "BSD:the BSDs"
                SOLARIS:illumos AIX:AIX CYGWIN:Cygwin WINDOWS:Windows POSIX:others)
                string(REPLACE ":" ";" system "${system}")
                list(GET system 0 word)
                list(GET system 1 spoken)
                string(REGEX REPLACE "SKT_ON_${word}( |$)" "${spoken}\\1" claims "${claims}")
            endforeach()
            string(REPLACE " | " ", " claims "${claims}")
        endif()
        set(claims_${name} "${claims}" PARENT_SCOPE)
    endforeach()
    set(defined "${defined}" PARENT_SCOPE)
endfunction()

# The whole text, for a project in `root`.
function(skt_option_numbers_text root out)
    skt_read_option_claims(${root}/src/option/options.def)
    string(CONCAT text "/* SPDX-License-Identifier: MIT */\n"
        "/*\n * The number of each option and the systems that have it. CMake writes this file: edit option_keys.h and "
        "options.def.\n */\n"
        "#ifndef SKT_OPTION_NUMBERS_H\n#define SKT_OPTION_NUMBERS_H\n\n"
        "/* The numbers of the keys in option_keys.h, for bindings of other languages and for static tables. */\n"
        "enum skt_option_number {\n")
    file(STRINGS ${root}/include/skt/option_keys.h lines REGEX "^#define SKT_[A-Z0-9_]+ SKT_OPTION\\(")
    set(names "")
    set(entries "")
    set(widest 0)
    foreach(line IN LISTS lines)
        string(REGEX MATCH "^#define SKT_([A-Z0-9_]+) SKT_OPTION\\([a-z0-9]+, ([0-9]+)\\)" _ "${line}")
        set(entry "SKT_NUMBER_${CMAKE_MATCH_1} = ${CMAKE_MATCH_2},")
        string(LENGTH "${entry}" width)
        if(width GREATER widest)
            set(widest ${width})
        endif()
        list(APPEND names ${CMAKE_MATCH_1})
        list(APPEND entries "${entry}")
    endforeach()
    list(POP_BACK entries last)
    string(REGEX REPLACE ",$" "" last "${last}")
    list(APPEND entries "${last}")
    foreach(name entry IN ZIP_LISTS names entries)
        string(LENGTH "${entry}" width)
        math(EXPR missing "${widest} + 1 - ${width}")
        string(REPEAT " " ${missing} space)
        string(APPEND text "    ${entry}${space}/* ${claims_${name}} */\n")
    endforeach()
    string(APPEND text "};\n\n#endif\n")
    set(${out} "${text}" PARENT_SCOPE)
endfunction()

# Writes the file if it has to change.
function(skt_write_option_numbers root)
    set(file ${root}/include/skt/option_numbers.h)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
        ${root}/include/skt/option_keys.h ${root}/src/option/options.def)
    skt_option_numbers_text(${root} text)
    set(written "")
    if(EXISTS ${file})
        file(READ ${file} written)
    endif()
    if(NOT written STREQUAL text)
        file(WRITE ${file} "${text}")
    endif()
endfunction()
