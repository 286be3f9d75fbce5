// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/notifier_quiet.h"

// All of it is in the header; this file gives the signals a home.
