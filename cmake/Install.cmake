# What `cmake --install` installs: the library, its headers, and the files by which CMake and pkg-config find it.
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/skt)
set(pkgconfig_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# Each kind has its own file of targets, so that what was installed by two builds stands side by side too.
foreach(library IN LISTS skt_libraries)
    get_target_property(kind ${library} EXPORT_NAME)
    install(TARGETS ${library} EXPORT skt-${kind}
        RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT skt_runtime
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT skt_runtime NAMELINK_COMPONENT skt_development
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT skt_development)
    install(EXPORT skt-${kind} NAMESPACE skt:: FILE skt-${kind}-targets.cmake DESTINATION ${package_dir}
        COMPONENT skt_development)
endforeach()
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/skt DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
    COMPONENT skt_development FILES_MATCHING PATTERN "*.h")
if(skt_system_generated)
    install(FILES ${skt_system_generated} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/skt COMPONENT skt_development)
endif()

get_target_property(skt_kind skt EXPORT_NAME)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/skt-config.cmake.in ${PROJECT_BINARY_DIR}/skt-config.cmake
    INSTALL_DESTINATION ${package_dir} NO_SET_AND_CHECK_MACRO)
set(compatible SameMajorVersion)
if(PROJECT_VERSION_MAJOR EQUAL 0)
    set(compatible SameMinorVersion)
endif()
write_basic_package_version_file(${PROJECT_BINARY_DIR}/skt-config-version.cmake COMPATIBILITY ${compatible})
install(FILES ${PROJECT_BINARY_DIR}/skt-config.cmake ${PROJECT_BINARY_DIR}/skt-config-version.cmake
    DESTINATION ${package_dir} COMPONENT skt_development)

# The .pc file computes its prefix from its own path, so that the installed tree can be moved.
if(IS_ABSOLUTE ${CMAKE_INSTALL_LIBDIR} OR IS_ABSOLUTE ${CMAKE_INSTALL_INCLUDEDIR})
    set(pc_prefix ${CMAKE_INSTALL_PREFIX})
    set(pc_libdir ${CMAKE_INSTALL_FULL_LIBDIR})
    set(pc_includedir ${CMAKE_INSTALL_FULL_INCLUDEDIR})
else()
    file(RELATIVE_PATH pc_up "/${pkgconfig_dir}" "/")
    string(REGEX REPLACE "/$" "" pc_up "${pc_up}")
    set(pc_prefix "\${pcfiledir}/${pc_up}")
    set(pc_libdir "\${prefix}/${CMAKE_INSTALL_LIBDIR}")
    set(pc_includedir "\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}")
endif()
set(pc_cflags "-I\${includedir}")
if(skt_system_generated)
    string(APPEND pc_cflags " -DSKT_SYSTEM_GENERATED")
endif()
# What `pkg-config --static` adds.
set(pc_cflags_private "")
if(WIN32)
    set(pc_cflags_private -DSKT_STATIC)
endif()
set(pc_libs "")
set(pc_libs_private "")
foreach(library IN LISTS skt_system_libraries)
    string(APPEND pc_libs_private " -l${library}")
endforeach()
string(APPEND pc_libs_private " ${CMAKE_THREAD_LIBS_INIT}")
string(STRIP "${pc_libs_private}" pc_libs_private)
if(skt_kind STREQUAL "static" AND NOT SKT_BUILD_BOTH)
    # Where there is no other one, whoever links the static library needs its libraries, and on Windows its way of declaring,
    # without asking.
    set(pc_libs ${pc_libs_private})
    set(pc_libs_private "")
    string(APPEND pc_cflags " ${pc_cflags_private}")
    set(pc_cflags_private "")
endif()
# The library's name may have a postfix for the configuration.
configure_file(${CMAKE_CURRENT_LIST_DIR}/skt.pc.in ${PROJECT_BINARY_DIR}/skt.pc.in @ONLY)
file(GENERATE OUTPUT ${PROJECT_BINARY_DIR}/pkgconfig/$<CONFIG>/skt.pc INPUT ${PROJECT_BINARY_DIR}/skt.pc.in)
install(FILES ${PROJECT_BINARY_DIR}/pkgconfig/$<CONFIG>/skt.pc DESTINATION ${pkgconfig_dir} COMPONENT skt_development)
