-- What wrk sends, the same for every server: creates, each under an Idempotency-Key of its own, or reads of many paths.
--
-- LOAD_TOKEN is the API key. With LOAD_BODY, the file with the body of a create, the keys begin with LOAD_PREFIX, which
-- differs from run to run; otherwise LOAD_PATHS names the file with a path a line that are read in turn. With
-- LOAD_STATUSES set the status of every reply is counted, which costs wrk about half of its speed.
-- One thread only: the keys of two would be the same.

local function text(name)
    local file = assert(io.open(os.getenv(name), "rb"))
    local content = file:read("*a")
    file:close()
    return content
end

local function head(method, path)
    return table.concat({
        method, " ", path, " HTTP/1.1\r\n",
        -- wrk has put it in place by the time of `init`.
        "Host: ", wrk.headers["Host"], "\r\n",
        "Authorization: Bearer ", os.getenv("LOAD_TOKEN"), "\r\n",
    })
end

-- Only the number of the key is new in each request.
local function creates()
    local body = text("LOAD_BODY")
    local before = head("POST", "/api/checkout/sessions") .. "Content-Type: application/json\r\n" ..
        "Content-Length: " .. #body .. "\r\nIdempotency-Key: " .. os.getenv("LOAD_PREFIX") .. "-"
    local after = "\r\n\r\n" .. body
    local number = 0
    return function()
        number = number + 1
        return before .. number .. after
    end
end

local function reads()
    local rendered = {}
    for path in text("LOAD_PATHS"):gmatch("[^\n]+") do
        rendered[#rendered + 1] = head("GET", path) .. "\r\n"
    end
    local number = 0
    return function()
        number = number % #rendered + 1
        return rendered[number]
    end
end

function setup(thread)
    sender = thread
end

function init()
    request = os.getenv("LOAD_BODY") and creates() or reads()
end

if os.getenv("LOAD_STATUSES") then
    statuses = {}
    function response(status)
        statuses[status] = (statuses[status] or 0) + 1
    end
end

-- One line of JSON; times are in microseconds.
function done(summary, latency)
    local errors = summary.errors
    local counts = {}
    for status, times in pairs(sender:get("statuses") or {}) do
        counts[#counts + 1] = string.format('"%d":%d', status, times)
    end
    print(string.format('{"requests":%d,"duration":%d,"errors":%d,"p50":%d,"p99":%d,"statuses":{%s}}',
        summary.requests, summary.duration,
        errors.connect + errors.read + errors.write + errors.timeout + errors.status,
        latency:percentile(50), latency:percentile(99), table.concat(counts, ",")))
end
