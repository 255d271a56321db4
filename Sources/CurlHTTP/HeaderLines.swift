internal import CCurl

/// The lines of a request's head in `CURLOPT_HTTPHEADER`'s syntax, one after the other in one piece of memory: `Name: value`,
/// `Name;` for an empty value, `Name:` for none at all.
struct HeaderLines: Sendable {
    /// Each line is ended by a NUL, as C wants it. None holds one.
    fileprivate var bytes: [UInt8] = []
    /// Where each ends, its NUL included.
    fileprivate var ends: [Int] = []

    /// A head that is to hold about so many bytes.
    init(capacity: Int) {
        bytes.reserveCapacity(capacity)
        ends.reserveCapacity(16)
    }

    /// How many lines there are.
    var count: Int { ends.count }
    /// How many bytes they are on the wire.
    var size: Int { bytes.count + count }

    mutating func append(_ name: String, _ value: String) {
        bytes += name.utf8
        if value.isEmpty {
            bytes.append(UInt8(ascii: ";"))
        } else {
            bytes.append(UInt8(ascii: ":"))
            bytes.append(UInt8(ascii: " "))
            bytes += value.utf8
        }
        end()
    }

    /// Has libcurl leave out a field that it would add by itself.
    mutating func leaveOut(_ name: String) {
        bytes += name.utf8
        bytes.append(UInt8(ascii: ":"))
        end()
    }

    private mutating func end() {
        bytes.append(0)
        ends.append(bytes.count)
    }
}

/// The lines as the list that libcurl reads, in one piece of memory where `curl_slist_append` takes two for each.
@safe
struct HeaderList: ~Copyable {
    private let nodes: UnsafeMutablePointer<curl_slist>
    private let text: UnsafeMutableBufferPointer<CChar>

    /// - Parameter lines: One at least.
    init(_ lines: HeaderLines) {
        unsafe nodes = .allocate(capacity: lines.count)
        let text = UnsafeMutableBufferPointer<CChar>.allocate(capacity: lines.bytes.count)
        unsafe UnsafeMutableRawBufferPointer(text).copyBytes(from: lines.bytes)
        unsafe self.text = text
        var start = 0
        for index in 0..<lines.count {
            let line = unsafe text.baseAddress?.advanced(by: start)
            let next = unsafe index + 1 < lines.count ? nodes + index + 1 : nil
            unsafe (nodes + index).initialize(to: curl_slist(data: line, next: next))
            start = lines.ends[index]
        }
    }

    deinit {
        unsafe nodes.deallocate()
        unsafe text.deallocate()
    }

    /// What `CURLOPT_HTTPHEADER` is given. Valid as long as the list is.
    @unsafe var first: UnsafeMutableRawPointer { unsafe UnsafeMutableRawPointer(nodes) }
}
