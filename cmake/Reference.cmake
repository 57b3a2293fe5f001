# What is made of the public headers by tools/reference, in the folder `reference` of the build: manual pages; api.json, which
# describes the whole interface as data, with the sizes of the types on the system that is compiled for; and skt/constants.h.
find_package(Python3 3.9 COMPONENTS Interpreter)
if(NOT Python3_Interpreter_FOUND)
    message(STATUS "skt: no manual pages and no api.json, for there is no Python 3.9")
    return()
endif()

set(reference ${PROJECT_BINARY_DIR}/reference)
set(command ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tools/reference)
file(GLOB reference_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tools/reference/*.py ${PROJECT_SOURCE_DIR}/include/skt/*.h)
file(GLOB option_tables CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/unix/options_*.c)
list(APPEND reference_sources ${PROJECT_SOURCE_DIR}/src/option/options.def ${PROJECT_SOURCE_DIR}/src/windows/options.c ${option_tables})

# There from the beginning, for who reads the list of what is compiled.
file(MAKE_DIRECTORY ${reference}/include/skt)
if(NOT EXISTS ${reference}/layout.c)
    execute_process(COMMAND ${command} layout ${reference}/layout.c COMMAND_ERROR_IS_FATAL ANY)
endif()
add_custom_command(OUTPUT ${reference}/layout.c DEPENDS ${reference_sources}
    COMMAND ${command} layout ${reference}/layout.c COMMENT "" VERBATIM)
set(constants ${reference}/include/skt/constants.h)
add_custom_command(OUTPUT ${constants} DEPENDS ${reference_sources} COMMAND ${command} constants ${constants} COMMENT "" VERBATIM)
add_library(skt_layout OBJECT ${reference}/layout.c ${constants})
target_include_directories(skt_layout PRIVATE ${reference}/include $<TARGET_PROPERTY:skt,INTERFACE_INCLUDE_DIRECTORIES>)
target_compile_definitions(skt_layout PRIVATE $<TARGET_PROPERTY:skt,INTERFACE_COMPILE_DEFINITIONS>)
set_target_properties(skt_layout PROPERTIES C_STANDARD 11 C_EXTENSIONS OFF INTERPROCEDURAL_OPTIMIZATION OFF)

add_custom_command(OUTPUT ${reference}/api.json DEPENDS ${reference_sources} skt_layout $<TARGET_OBJECTS:skt_layout>
    COMMAND ${command} api ${reference}/api.json $<TARGET_OBJECTS:skt_layout> COMMENT "" VERBATIM)
add_custom_command(OUTPUT ${reference}/man3/skt_open.3 DEPENDS ${reference_sources}
    COMMAND ${command} man ${reference} COMMENT "" VERBATIM)
file(GLOB concepts CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/concepts/*.md)
add_custom_command(OUTPUT ${reference}/man7/skt.7 DEPENDS ${reference_sources} ${concepts} ${PROJECT_SOURCE_DIR}/docs/porting.md
    COMMAND ${command} concepts ${reference} COMMENT "" VERBATIM)
add_custom_target(skt_reference ALL DEPENDS ${reference}/api.json ${reference}/man3/skt_open.3 ${reference}/man7/skt.7)

install(FILES ${constants} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/skt COMPONENT skt_development)
install(FILES ${reference}/api.json DESTINATION ${CMAKE_INSTALL_DATADIR}/skt COMPONENT skt_development)
if(NOT WIN32)
    install(DIRECTORY ${reference}/man3 ${reference}/man7 DESTINATION ${CMAKE_INSTALL_MANDIR} COMPONENT skt_development)
endif()
