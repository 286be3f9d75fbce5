-- SPDX-License-Identifier: GPL-3.0-or-later
-- Debian 12 ships the community modules for XEP-0388, 0386 and 0484 of February 2023, which call functions that
-- its Prosody 0.12 does not have yet. For tests only: adds what is missing, and nothing where it is there
-- already (Prosody 13).
local stanza_tools = require "util.stanza"
local error_tools = require "util.error"
local filters = require "util.filters"
local date_tools = require "util.datetime"

local ns_management = "urn:xmpp:sm:3"

-- Stanzas: two methods of later versions.
local stanza_methods = getmetatable(stanza_tools.stanza("message")).__index
if not stanza_methods.add_error then
  function stanza_methods:add_error(problem)
    return self:tag(problem.condition, { xmlns = "urn:ietf:params:xml:ns:xmpp-stanzas" }):up()
  end
end
if not stanza_methods.get_child_attr then
  function stanza_methods:get_child_attr(name, xmlns, attribute)
    local found = self:get_child(name, xmlns)
    if found then return found.attr[attribute] end
  end
end

-- A token's expiry has a fraction, which os.date() of Lua 5.4 refuses.
local write_date = date_tools.datetime
function date_tools.datetime(time)
  return write_date(time and math.floor(time))
end

-- mod_sasl2_fast wants to know who the stream says it is for: the address in <open from=…/>, which mod_websocket has
-- rewritten as a stream header by the time our filter sees it.
local function remember_from(session)
  if session.type ~= "c2s_unauthed" then return end
  filters.add_filter(session, "bytes/in", function (data)
    if data and session.type == "c2s_unauthed" then
      local header = data:match("<stream:stream[^>]*>")
      local from = header and (header:match("%sfrom='([^']+)'") or header:match('%sfrom="([^"]+)"'))
      if from then session.claimed_address = from end
    end
    return data
  end, -1000)
end
filters.add_filter_hook(remember_from)
module:hook("stream-features", function (event)
  -- mod_sasl2 asks an encrypted connection for its kind of TLS.
  local connection = event.origin.conn
  if connection and not connection.ssl_info then
    connection.ssl_info = function (self)
      local socket = self:socket()
      return socket and socket.info and socket:info()
    end
  end
  if event.stream == nil then event.stream = { from = event.origin.claimed_address } end
end, 1000)

-- Stream management in the middle of another answer: what 0.12 has sends its answer itself, so that is caught.
local smacks = module:depends("smacks")
local open_sessions = module:shared("/*/c2s/sessions")

local function answers_of(session, handler, request)
  local real_send, answers = session.send, {}
  session.send = function (answer)
    table.insert(answers, answer)
    return true
  end
  handler(session, request, ns_management)
  return answers, real_send
end

local function refusal(answer)
  local reason = answer.tags[1]
  return nil, error_tools.new(
    { type = "cancel"; condition = reason and reason.name or "undefined-condition" },
    { h = tonumber(answer.attr.h) })
end

if not smacks.do_enable then
  function smacks.do_enable(session, request)
    local answers, real_send = answers_of(session, smacks.handle_enable, request)
    session.send = real_send
    local answer = answers[1]
    if answer.name == "failed" then return refusal(answer) end
    return { type = "enabled"; id = answer.attr.id; resume_max = answer.attr.max; finish = function () end }
  end
end

if not smacks.do_resume then
  function smacks.do_resume(session, request)
    local socket = session.conn
    local answers, real_send = answers_of(session, smacks.handle_resume, request)
    local answer = answers[1]
    if answer.name == "failed" then
      session.send = real_send
      return refusal(answer)
    end
    local resumed = open_sessions[socket]       -- The old session has the new socket by now.
    resumed.send = real_send
    real_send.session, real_send.filter = resumed, resumed.filter
    return {
      type = "resumed"; id = answer.attr.previd; session = resumed;
      finish = function ()
        resumed.resending_unacked = true
        for i = 2, #answers do resumed.send(answers[i]) end
        resumed.resending_unacked = nil
      end;
    }
  end
end

-- After a resumption mod_sasl2_fast looks for the means of signing in at the old session, which has none any more.
module:hook("sasl2/c2s/success", function (event)
  if not event.session.sasl_handler then event.session.sasl_handler = {} end
end, 76)

function module.unload()
  filters.remove_filter_hook(remember_from)
end
