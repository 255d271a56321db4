internal import Glibc

/// Sets or unsets `_X_AMZN_TRACE_ID`, where libraries look for the trace header of the current invocation.
///
/// `setenv` isn't safe while another thread reads the environment. The runtime calls this between invocations only,
/// and only when they come one at a time: nothing of the function's runs then, and our own modules read the
/// environment once, in `main`, before there are threads. glibc keeps each value it was ever given, some hundred
/// bytes an invocation.
package func setTraceEnvironment(_ traceID: String?) {
    if let traceID {
        unsafe setenv("_X_AMZN_TRACE_ID", traceID, 1)
    } else {
        unsafe unsetenv("_X_AMZN_TRACE_ID")
    }
}
