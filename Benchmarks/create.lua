-- Creates checkout sessions with wrk: one body, a fresh Idempotency-Key for every request.
-- FIGURE_TOKEN is the API key, FIGURE_BODY the file with the body, FIGURE_PREFIX differs from run to run.
-- With FIGURE_STATUSES set every reply's status is counted, which costs wrk about half of its speed.

local head, tail
local number = 0

function setup(thread)
    -- One thread only: the keys of two would be the same.
    creator = thread
end

-- wrk has put the Host header in place by then.
function init()
    local file = assert(io.open(os.getenv("FIGURE_BODY"), "rb"))
    local body = file:read("*a")
    file:close()
    head = table.concat({
        "POST /api/checkout/sessions HTTP/1.1\r\n",
        "Host: ", wrk.headers["Host"], "\r\n",
        "Authorization: Bearer ", os.getenv("FIGURE_TOKEN"), "\r\n",
        "Content-Type: application/json\r\n",
        "Content-Length: ", #body, "\r\n",
        "Idempotency-Key: ", os.getenv("FIGURE_PREFIX"), "-",
    })
    tail = "\r\n\r\n" .. body
end

function request()
    number = number + 1
    return head .. number .. tail
end

if os.getenv("FIGURE_STATUSES") then
    statuses = {}
    function response(status)
        statuses[status] = (statuses[status] or 0) + 1
    end
end

-- One line for the script: requests, microseconds, errors, median and 99th percentile in microseconds.
function done(summary, latency)
    local errors = summary.errors
    local count = errors.connect + errors.read + errors.write + errors.timeout + errors.status
    print(string.format("figure %d %d %d %d %d", summary.requests, summary.duration, count,
        latency:percentile(50), latency:percentile(99)))
    for status, times in pairs(creator:get("statuses") or {}) do
        print(string.format("status %d %d", status, times))
    end
end
