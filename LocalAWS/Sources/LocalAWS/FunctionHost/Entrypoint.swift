private import Glibc

/// The executable that starts a function, looked at before it is started: a clear sentence says more than an exit status.
enum Entrypoint {
    /// Why the file can't be started; nil when it looks as if it can.
    static func defect(of path: String) -> String? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            return sentence(
                path,
                errno == ENOENT ? "there is no such file" : unsafe String(cString: strerror(errno))
            )
        }
        guard status.st_mode & S_IFMT == S_IFREG else { return sentence(path, "it is no file") }
        guard unsafe access(path, X_OK) == 0 else { return sentence(path, "it is not executable") }
        return nil
    }

    /// Lambda's words, the reason, and what to do.
    static func sentence(_ path: String, _ reason: String) -> String {
        "Couldn't find valid bootstrap(s): [\(path)]: \(reason). Build it for this machine, for example with "
            + "\"swift build -c release --product bootstrap\"."
    }
}
