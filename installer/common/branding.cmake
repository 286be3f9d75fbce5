# SPDX-License-Identifier: GPL-3.0-or-later
# How the program and its files are called. A company that ships its own build changes this file.
set(ROOST_NAME "Roost")
# The name of the desktop file, of the metainfo and of the icon; what Qt is told as the desktop file name.
set(ROOST_APP_ID "chat.roost.Roost")
set(ROOST_SUMMARY "Chat where each contact is one person with many devices")
set(ROOST_MAINTAINER "Roost maintainers <maintainers@roost.chat>")
set(ROOST_HOMEPAGE "https://roost.chat")
