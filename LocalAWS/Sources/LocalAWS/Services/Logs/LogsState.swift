/// What CloudWatch Logs holds in a region.
struct LogsState: Codable, Sendable {
}
