# SPDX-License-Identifier: GPL-3.0-or-later
# The one place where the version is written.
set(ROOST_VERSION 0.1.0)
