# SPDX-License-Identifier: GPL-3.0-or-later
# How Roost's targets are made. Everything that is common to libraries and tests stands here once.

# Two precompiled headers: one for what has no display, one for what has. Everybody else reuses them.
function(roost_add_precompiled_headers)
  if(NOT ROOST_PCH)
    return()
  endif()
  file(WRITE ${CMAKE_BINARY_DIR}/pch/empty.cpp.in "// Only there so that the header is compiled.\n")
  configure_file(${CMAKE_BINARY_DIR}/pch/empty.cpp.in ${CMAKE_BINARY_DIR}/pch/empty.cpp COPYONLY)

  add_library(roost_pch_core OBJECT ${CMAKE_BINARY_DIR}/pch/empty.cpp)
  target_link_libraries(roost_pch_core PRIVATE Qt6::Core)
  target_precompile_headers(roost_pch_core PRIVATE
    <QtCore/QtCore> <algorithm> <functional> <memory> <optional> <utility> <variant> <vector>)

  add_library(roost_pch_gui OBJECT ${CMAKE_BINARY_DIR}/pch/empty.cpp)
  target_link_libraries(roost_pch_gui PRIVATE Qt6::Widgets)
  target_precompile_headers(roost_pch_gui PRIVATE
    <QtCore/QtCore> <QtGui/QtGui> <QtWidgets/QtWidgets>
    <algorithm> <functional> <memory> <optional> <utility> <variant> <vector>)
  set_target_properties(roost_pch_core roost_pch_gui PROPERTIES AUTOMOC OFF AUTORCC OFF)
endfunction()

# Gives TARGET the shared precompiled header that fits what it links.
function(roost_reuse_precompiled_header target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "GUI" "" "")
  if(NOT ROOST_PCH)
    return()
  endif()
  if(arg_GUI)
    target_precompile_headers(${target} REUSE_FROM roost_pch_gui)
  else()
    target_precompile_headers(${target} REUSE_FROM roost_pch_core)
  endif()
endfunction()

# roost_add_library(NAME [GUI] SOURCES file... LINK target...)
#
# One layer, as a static library. GUI says that it links Qt Widgets. The include roots are app/ and ui/;
# which of them a layer may look into is checked by tests/lint.
function(roost_add_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "GUI" "" "SOURCES;LINK")
  add_library(${name} STATIC ${arg_SOURCES})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/app ${PROJECT_SOURCE_DIR}/ui)
  target_link_libraries(${name} PUBLIC ${arg_LINK})
  if(arg_GUI)
    roost_reuse_precompiled_header(${name} GUI)
  else()
    roost_reuse_precompiled_header(${name})
  endif()
endfunction()

# True in RESULT if a test with these labels is wanted: all of them are unless ROOST_TEST_KINDS chooses.
function(roost_wants_test result)
  set(wanted OFF)
  if(ROOST_BUILD_TESTS)
    if(NOT ROOST_TEST_KINDS)
      set(wanted ON)
    endif()
    foreach(label IN LISTS ARGN)
      if(label IN_LIST ROOST_TEST_KINDS)
        set(wanted ON)
      endif()
    endforeach()
  endif()
  set(${result} ${wanted} PARENT_SCOPE)
endfunction()

# Properties that all tests share; what follows `serial` are more lines of environment.
function(roost_set_test_properties name labels timeout serial)
  if(NOT timeout)
    set(timeout 60)
  endif()
  if(ROOST_SANITIZE)
    math(EXPR timeout "${timeout} * 3")
  endif()
  set(environment
    LC_ALL=C.UTF-8
    "NO_PROXY=127.0.0.1,localhost"
    "LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/lsan.supp:print_suppressions=0"
    "ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1"
    "UBSAN_OPTIONS=print_stacktrace=1"
    "TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/tsan.supp:halt_on_error=1"
    ${ARGN})
  set_tests_properties(${name} PROPERTIES LABELS "${labels}" TIMEOUT ${timeout} ENVIRONMENT "${environment}")
  if(serial)
    set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
  endif()
endfunction()

# Runs moc for the test program NAME directly: one step for each source that includes its .moc file. AUTOMOC takes
# three, and a good part of the time of a whole build. Programs with a Q_OBJECT elsewhere keep AUTOMOC.
function(roost_moc_test name)
  set(wanted)
  foreach(source IN LISTS ARGN)
    file(STRINGS ${source} objects REGEX "Q_OBJECT|Q_GADGET|Q_NAMESPACE")
    if(objects)
      get_filename_component(stem ${source} NAME_WE)
      file(STRINGS ${source} included REGEX "#include \"${stem}\\.moc\"")
      if(NOT included)
        return()
      endif()
      list(APPEND wanted ${source})
    endif()
  endforeach()
  set_target_properties(${name} PROPERTIES AUTOMOC OFF)
  set(systems $<$<BOOL:${WIN32}>:-DQ_OS_WIN> $<$<BOOL:${UNIX}>:-DQ_OS_UNIX> $<$<BOOL:${APPLE}>:-DQ_OS_MACOS>
    $<$<PLATFORM_ID:Linux>:-DQ_OS_LINUX>)
  foreach(source IN LISTS wanted)
    get_filename_component(stem ${source} NAME_WE)
    set(moc ${CMAKE_CURRENT_BINARY_DIR}/${name}_moc/${stem}.moc)
    add_custom_command(OUTPUT ${moc}
      COMMAND ${CMAKE_COMMAND} -E make_directory ${name}_moc
      COMMAND Qt6::moc "${systems}" -o ${moc} ${CMAKE_CURRENT_SOURCE_DIR}/${source}
      DEPENDS ${source}
      COMMAND_EXPAND_LISTS VERBATIM)
    set_property(SOURCE ${source} APPEND PROPERTY OBJECT_DEPENDS ${moc})
    target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/${name}_moc)
  endforeach()
endfunction()

# roost_add_test(NAME [GUI] [SERIAL] SOURCES file... LINK target... LABELS label... [ARGUMENTS word...]
#   [TIMEOUT seconds])
#
# One test program out of one file. LABELS: unit, fuzz, integration, fanout, gui, scripts, lint, chaos. Without GUI
# it runs on Qt's offscreen platform (or on none); with GUI it links Qt Widgets and runs on ROOST_GUI_PLATFORM.
# SERIAL: alone, because it measures. Includes: app/, ui/ and tests/. The target roost_tests builds them all.
function(roost_add_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "GUI;SERIAL" "TIMEOUT" "SOURCES;LINK;LABELS;ARGUMENTS")
  roost_wants_test(wanted ${arg_LABELS})
  if(NOT wanted)
    return()
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE
    ${PROJECT_SOURCE_DIR}/app ${PROJECT_SOURCE_DIR}/ui ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(${name} PRIVATE
    ROOST_FIXTURES="${PROJECT_SOURCE_DIR}/tests/fixtures"
    ROOST_BUILD_DIR="${CMAKE_BINARY_DIR}")
  target_link_libraries(${name} PRIVATE ${arg_LINK} Qt6::Test)
  roost_moc_test(${name} ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  add_dependencies(roost_tests ${name})
  add_test(NAME ${name} COMMAND ${name} ${arg_ARGUMENTS})
  if(arg_GUI)
    target_link_libraries(${name} PRIVATE Qt6::Widgets)
    roost_reuse_precompiled_header(${name} GUI)
    set(platform QT_QPA_PLATFORM=${ROOST_GUI_PLATFORM})
  else()
    roost_reuse_precompiled_header(${name})
    set(platform QT_QPA_PLATFORM=offscreen)
  endif()
  roost_set_test_properties(${name} "${arg_LABELS}" "${arg_TIMEOUT}" "${arg_SERIAL}" ${platform})
  if(arg_GUI AND NOT ROOST_GUI_PLATFORM STREQUAL offscreen)
    # Two programs on one display take the focus from each other.
    set_tests_properties(${name} PROPERTIES RESOURCE_LOCK display)
  endif()
endfunction()

# roost_add_script_test(NAME [SERIAL] COMMAND word... LABELS label... [TIMEOUT seconds] [ENVIRONMENT NAME=value...])
#
# A test that is a script, run in the top folder.
function(roost_add_script_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "SERIAL" "TIMEOUT" "COMMAND;LABELS;ENVIRONMENT")
  roost_wants_test(wanted ${arg_LABELS})
  if(NOT wanted)
    return()
  endif()
  add_test(NAME ${name} COMMAND ${arg_COMMAND} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  roost_set_test_properties(${name} "${arg_LABELS}" "${arg_TIMEOUT}" "${arg_SERIAL}" ${arg_ENVIRONMENT})
endfunction()

# roost_add_program(NAME [GUI] SOURCES file... LINK target...)
#
# A program that is not a test: the demo devices, the benchmark.
function(roost_add_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "GUI" "" "SOURCES;LINK")
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE
    ${PROJECT_SOURCE_DIR}/app ${PROJECT_SOURCE_DIR}/ui ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${name} PRIVATE ${arg_LINK})
  if(arg_GUI)
    roost_reuse_precompiled_header(${name} GUI)
  else()
    roost_reuse_precompiled_header(${name})
  endif()
endfunction()

# roost_add_resources(NAME PREFIX :/path BASE folder FILES file...)
#
# Files carried inside the program, as a library that whoever links it can read from at once (Qt's object
# library registers them: no Q_INIT_RESOURCE). Paths in FILES are seen from BASE.
function(roost_add_resources name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "PREFIX;BASE" "FILES")
  if(NOT arg_FILES)
    add_library(${name} INTERFACE)
    return()
  endif()
  file(WRITE ${CMAKE_BINARY_DIR}/resources/${name}.cpp.in "// ${name} is made of resources only.\n")
  configure_file(${CMAKE_BINARY_DIR}/resources/${name}.cpp.in ${CMAKE_BINARY_DIR}/resources/${name}.cpp COPYONLY)
  add_library(${name} STATIC ${CMAKE_BINARY_DIR}/resources/${name}.cpp)
  set_target_properties(${name} PROPERTIES AUTOMOC OFF)
  target_link_libraries(${name} PUBLIC Qt6::Core)
  qt_add_resources(${name} ${name} PREFIX ${arg_PREFIX} BASE ${arg_BASE} FILES ${arg_FILES})
endfunction()
