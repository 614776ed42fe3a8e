#!lua name=mql_VERSION
-- VERSION becomes a digest of this file when it is loaded.
-- The whole of our code inside Redis (7.0 or newer). It compares versions, writes documents, keeps indexes; it knows nothing of points.
-- All keys of one call share a hash tag, so every call works on one slot. Every function is O(log n) for each lead and safe to repeat.

-- Whether a value begins with the expected version; an empty version means that there must be no value.
local function is(key, version)
  return redis.call('GETRANGE', key, 0, #version - 1) == version
end

-- Commits one lead against the version it was made from.
-- KEYS  1 document; ends with the lead's id, 12 bytes  2 ranking (sorted set)  3 due (sorted set)  4 counts by stage (hash)
--       5… one stream for each effect
-- ARGV  1 expected version, as the document begins with it, or empty for "not stored"  2 document; begins with its new version
--       3 expiry, ms since 1970  4 rank: number, "-" = not listed, "" = as it was
--       5 due, ms since 1970: number, "-" = never, "" = as it was  6 stage counted before, "" = none  7 stage counted now, "" = none
--       8 how long effects are kept, ms  9… for each effect: number n of names and values, then these n texts
-- Reply 1 = committed; otherwise the stored document, "" if there is none
local function commit(keys, args)
  local document = keys[1]
  if not is(document, args[1]) then
    return redis.call('GET', document) or ''
  end
  redis.call('SET', document, args[2], 'PXAT', args[3])
  local id, rank, due = string.sub(document, -12), args[4], args[5]
  if rank == '-' then redis.call('ZREM', keys[2], id) elseif rank ~= '' then redis.call('ZADD', keys[2], rank, id) end
  if due == '-' then redis.call('ZREM', keys[3], id) elseif due ~= '' then redis.call('ZADD', keys[3], due, id) end
  if args[6] ~= args[7] then
    if args[6] ~= '' then redis.call('HINCRBY', keys[4], args[6], -1) end
    if args[7] ~= '' then redis.call('HINCRBY', keys[4], args[7], 1) end
  end
  if #keys > 4 then
    local now = redis.call('TIME')
    local oldest = string.format('%.0f', math.max(0, now[1] * 1000 + now[2] / 1000 - args[8]))
    local at = 9
    for key = 5, #keys do
      local last = at + tonumber(args[at])
      redis.call('XADD', keys[key], 'MAXLEN', '~', 2000, '*', unpack(args, at + 1, last))
      redis.call('XTRIM', keys[key], 'MINID', '=', oldest)
      redis.call('PEXPIRE', keys[key], args[8])
      at = last + 1
    end
  end
  return 1
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
