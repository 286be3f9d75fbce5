# SPDX-License-Identifier: GPL-3.0-or-later
# One pair of files for each RFC part or XEP, as extensions/xep0280_carbons.cpp; seen from app/xmpp.
set(ROOST_XMPP_EXTENSION_FILES
)
