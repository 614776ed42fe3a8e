#!lua name=mql_VERSION
-- VERSION becomes a digest of this file when it is loaded.
-- The whole of our code inside Redis (7.0 or newer). It compares versions, writes documents, keeps indexes; it knows nothing of points.
-- All keys of one call share a hash tag, so every call works on one slot. Every function is O(log n) for each lead and safe to repeat.

-- Whether a value begins with the expected version; an empty version means that there must be no value.
local function is(key, version)
  return redis.call('GETRANGE', key, 0, #version - 1) == version
end

-- Keeps a stream no longer than it may be told from.
local function shorten(stream, kept)
  local now = redis.call('TIME')
  redis.call('XTRIM', stream, 'MINID', '=', string.format('%.0f', math.max(0, now[1] * 1000 + now[2] / 1000 - kept)))
  redis.call('PEXPIRE', stream, kept)
end

-- Commits leads, each for itself against the version it was made from.
-- KEYS  for each lead: its document, then what each of its steps writes to
-- ARGV  1 how long effects are kept, ms; then for each lead:
--       expected version, as the document begins with it, or empty for "not stored"; document, which begins with its new version;
--       expiry, ms since 1970, "" = as it was; number of steps: what is written beside the document if it is written at all;
--       for each step: name of a command (ZADD, ZREM, HINCRBY, XADD), number n of what follows its key, these n texts
-- Reply for each lead: 1 = committed; otherwise the stored document, "" if there is none
local function commit(keys, args)
  local replies, key, at = {}, 1, 2
  while at < #args do
    local document, expiry, steps = keys[key], args[at + 2], tonumber(args[at + 3])
    local mine = is(document, args[at])
    if not mine then
      replies[#replies + 1] = redis.call('GET', document) or ''
    else
      if expiry == '' then
        redis.call('SET', document, args[at + 1], 'KEEPTTL')
      else
        redis.call('SET', document, args[at + 1], 'PXAT', expiry)
      end
      replies[#replies + 1] = 1
    end
    key, at = key + 1, at + 4
    for _ = 1, steps do
      local command, last = args[at], at + 1 + args[at + 1]
      if mine then
        redis.call(command, keys[key], unpack(args, at + 2, last))
        if command == 'XADD' then shorten(keys[key], args[1]) end
      end
      key, at = key + 1, last + 1
    end
  end
  return replies
end

-- Moves leads of one shard in the ranking, each if the version it was ranked for is still stored.
-- KEYS  1 ranking (sorted set)  2… a document for each lead; ends with its id, 12 bytes
-- ARGV  for each lead: version, as the document begins with it; rank: number, "-" = not listed
-- Reply how many versions were still stored
local function rerank(keys, args)
  local moved = 0
  for n = 2, #keys do
    local document, version, rank = keys[n], args[2 * n - 3], args[2 * n - 2]
    if version ~= '' and is(document, version) then
      local id = string.sub(document, -12)
      if rank == '-' then redis.call('ZREM', keys[1], id) else redis.call('ZADD', keys[1], rank, id) end
      moved = moved + 1
    end
  end
  return moved
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

-- Clears the indexes of leads of one shard whose documents have expired.
-- KEYS  1 ranking (sorted set)  2 due (sorted set)  3… a document for each lead; ends with its id, 12 bytes
-- Reply how many of the documents are gone
local function forget(keys, args)
  local gone = 0
  for n = 3, #keys do
    if redis.call('EXISTS', keys[n]) == 0 then
      local id = string.sub(keys[n], -12)
      redis.call('ZREM', keys[1], id)
      redis.call('ZREM', keys[2], id)
      gone = gone + 1
    end
  end
  return gone
end

-- Writes a record against the version it was made from.
-- KEYS  1 record
-- ARGV  1 expected version, as the record begins with it, or empty for "not stored"  2 record; begins with its new version
--       3 time to live in ms, "" = kept
-- Reply 1 = written, 0 = another version is stored
local function put(keys, args)
  if not is(keys[1], args[1]) then return 0 end
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
redis.register_function('mql_rerank_VERSION', rerank)
redis.register_function('mql_claim_VERSION', claim)
redis.register_function('mql_put_VERSION', put)
redis.register_function('mql_forget_VERSION', forget)
