internal import CurlHTTP
internal import Glibc

extension TransportConfiguration {
    /// Allows for as many invocations side by side, as on Lambda Managed Instances: each takes a connection to the Runtime
    /// API, and is to find one to EC2. Of the files that the process may have open, a quarter is left for the rest.
    mutating func makeRoom(forInvocations count: Int) {
        guard count > connectionLimitPerHost else { return }
        let room = min(2 * count, raisedOpenFileLimit() * 3 / 4)
        connectionLimit = max(connectionLimit, room)
        connectionLimitPerHost = max(connectionLimitPerHost, room / 2)
    }
}

/// How many files the process may have open, after it has asked for as many as it may ask for.
private func raisedOpenFileLimit() -> Int {
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    guard unsafe getrlimit(resource, &limit) == 0 else { return 0 }
    let before = limit.rlim_cur
    limit.rlim_cur = limit.rlim_max
    guard unsafe setrlimit(resource, &limit) == 0 else { return Int(clamping: before) }
    return Int(clamping: limit.rlim_cur)
}
