#!lua name=mql_VERSION
-- VERSION becomes a digest of this file when it is loaded.
-- The whole of our code inside Redis (7.0 or newer). It compares versions, writes documents, keeps indexes; it knows nothing of points.
-- All keys of one call share a hash tag, so every call works on one slot. Every function is O(log n) and safe to repeat.

-- Commits one lead against the version it was made from.
-- KEYS  1 document; ends with the lead's id, 22 characters  2 ranking (sorted set)  3 due (sorted set)  4 counts by stage (hash)
--       5… one stream for each effect
-- ARGV  1 expected version: 8 bytes, or empty for "not stored"  2 document; begins with its new version
--       3 expiry, ms since 1970  4 rank: number, "-" = not listed, "" = as it was
--       5 due, ms since 1970: number, "-" = never, "" = as it was  6 stage counted before, "" = none  7 stage counted now, "" = none
--       8… for each effect: number n of names and values, time in ms since 1970, then these n texts
-- Reply 1 = committed; otherwise the stored document, "" if there is none
local function commit(keys, args)
  local document = keys[1]
  if redis.call('GETRANGE', document, 0, 7) ~= args[1] then
    return redis.call('GET', document) or ''
  end
  redis.call('SET', document, args[2], 'PXAT', args[3])
  local id, rank, due = string.sub(document, -22), args[4], args[5]
  if rank == '-' then redis.call('ZREM', keys[2], id) elseif rank ~= '' then redis.call('ZADD', keys[2], rank, id) end
  if due == '-' then redis.call('ZREM', keys[3], id) elseif due ~= '' then redis.call('ZADD', keys[3], due, id) end
  if args[6] ~= args[7] then
    if args[6] ~= '' then redis.call('HINCRBY', keys[4], args[6], -1) end
    if args[7] ~= '' then redis.call('HINCRBY', keys[4], args[7], 1) end
  end
  local at = 8
  for key = 5, #keys do
    local last = at + 1 + tonumber(args[at])
    redis.call('XADD', keys[key], 'MAXLEN', '~', 2000, '*', 'l', id, 't', args[at + 1], unpack(args, at + 2, last))
    at = last + 1
  end
  return 1
end

-- Takes leads whose time has come, each for one caller until its lease ends.
-- KEYS  1 due (sorted set)
-- ARGV  1 now, ms since 1970  2 end of the lease, ms since 1970  3 at most so many
-- Reply ids, earliest first
local function claim(keys, args)
  local ids = redis.call('ZRANGEBYSCORE', keys[1], '-inf', args[1], 'LIMIT', 0, args[3])
  for _, id in ipairs(ids) do redis.call('ZADD', keys[1], 'XX', args[2], id) end
  return ids
end

-- Clears the indexes of a lead whose document has expired.
-- KEYS  1 document  2 ranking (sorted set)  3 due (sorted set)
-- ARGV  1 lead id
-- Reply 1 = cleared, 0 = the document is there
local function forget(keys, args)
  if redis.call('EXISTS', keys[1]) == 1 then return 0 end
  redis.call('ZREM', keys[2], args[1])
  redis.call('ZREM', keys[3], args[1])
  return 1
end

-- Writes a record against the version it was made from.
-- KEYS  1 record
-- ARGV  1 expected version: 8 bytes, or empty for "not stored"  2 record; begins with its new version  3 time to live in ms, "" = kept
-- Reply 1 = written, 0 = another version is stored
local function put(keys, args)
  if redis.call('GETRANGE', keys[1], 0, 7) ~= args[1] then return 0 end
  if args[3] == '' then redis.call('SET', keys[1], args[2]) else redis.call('SET', keys[1], args[2], 'PX', args[3]) end
  return 1
end

-- The time of this server.
-- KEYS  1 any key of ours, so that a cluster knows whom to ask
-- Reply seconds since 1970, microseconds
local function now(keys, args)
  return redis.call('TIME')
end

redis.register_function('mql_now_VERSION', now)
redis.register_function('mql_commit_VERSION', commit)
redis.register_function('mql_claim_VERSION', claim)
redis.register_function('mql_put_VERSION', put)
redis.register_function('mql_forget_VERSION', forget)
