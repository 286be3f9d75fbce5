# SPDX-License-Identifier: GPL-3.0-or-later
# Language, warnings, sanitizers, compiler cache and linker: what holds for every target.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

# Libraries and programs are compiled alike, so that they can share one precompiled header.
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
  set(CMAKE_CXX_COMPILE_OPTIONS_PIE -fPIC)
endif()

add_compile_definitions(
  QT_NO_KEYWORDS
  QT_NO_CAST_FROM_ASCII
  QT_NO_CAST_TO_ASCII
  QT_NO_CAST_FROM_BYTEARRAY
  QT_NO_URL_CAST_FROM_STRING
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
  QT_NO_FOREACH
  QT_STRICT_ITERATORS
  QT_DISABLE_DEPRECATED_BEFORE=0x060400
  ROOST_VERSION="${ROOST_VERSION}"
  ROOST_APP_ID="${ROOST_APP_ID}")

if(MSVC)
  add_compile_options(/W4 /permissive- /utf-8 /Zc:__cplusplus)
  if(ROOST_WERROR)
    add_compile_options(/WX)
  endif()
else()
  add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
    -Wduplicated-cond -Wlogical-op -Wformat=2 -Wcast-qual -Wmissing-declarations)
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    add_compile_options(-Wno-unknown-warning-option)
  endif()
  if(ROOST_WERROR)
    add_compile_options(-Werror)
  endif()
endif()

if(ROOST_DEBUG_INFO_SMALL)
  add_compile_options(-g1)
endif()

if(ROOST_SANITIZE)
  add_compile_options(-fsanitize=${ROOST_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${ROOST_SANITIZE})
  # The compilers announce a sanitizer by different names.
  add_compile_definitions(ROOST_SANITIZED)
  if(ROOST_SANITIZE MATCHES "undefined")
    add_compile_options(-fno-sanitize-recover=undefined)
    # Qt's own vtables are not exported with type information in every build of it.
    add_compile_options(-fno-sanitize=vptr)
  endif()
elseif(CMAKE_BUILD_TYPE STREQUAL "Release" AND CMAKE_SYSTEM_NAME STREQUAL "Linux")
  add_compile_options(-fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
  add_link_options(-Wl,-z,relro -Wl,-z,now)
endif()

if(ROOST_COVERAGE)
  add_compile_options(--coverage -O0)
  add_link_options(--coverage)
endif()

# A compiler cache, when there is one. The settings that precompiled headers need are here, so that they apply
# however the build is started. Paths relative to the source tree let clones and worktrees share one cache.
find_program(ROOST_CCACHE ccache)
if(ROOST_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1
    ${ROOST_CCACHE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fpch-preprocess)
  elseif(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
  endif()
endif()

if(CMAKE_SYSTEM_NAME STREQUAL "Linux" AND NOT ROOST_COVERAGE)
  find_program(ROOST_LLD ld.lld)
  if(ROOST_LLD)
    add_link_options(-fuse-ld=lld)
  endif()
endif()
