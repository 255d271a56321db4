internal import CCurl
internal import Glibc

/// What libcurl calls, in C's clothes: each function finds its transfer and passes the word on.
extension EasyHandle {
    /// Has libcurl call the transfer, which lives longer than the handle's time in a multi handle.
    func call(_ transfer: Transfer) throws(LibcurlFailure) {
        let context = unsafe Unmanaged.passUnretained(transfer).toOpaque()
        for option in [
            CURLOPT_PRIVATE, CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_PREREQDATA,
            CURLOPT_OPENSOCKETDATA, CURLOPT_SSL_CTX_DATA,
        ] {
            try unsafe set(option, context)
        }
    }

    /// Sets the functions that libcurl calls, and the connections, which live longer than the multi handle, to be told
    /// of each that is closed.
    func installCallbacks(_ connections: KeptConnections) throws(LibcurlFailure) {
        try installDataCallbacks()
        try installConnectionCallbacks()
        // libcurl copies this pair into each connection, to be used when it is closed, perhaps long after the transfer.
        try unsafe set(CURLOPT_CLOSESOCKETDATA, Unmanaged.passUnretained(connections).toOpaque())
        try installCloseCallback()
    }

    private func installDataCallbacks() throws(LibcurlFailure) {
        try unsafe set(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
            let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
            return unsafe Transfer.of(context).receiveHeadLine(line) ? size * count : 0
        }
        try unsafe set(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
            let chunk = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
            return unsafe Transfer.of(context).receiveBody(chunk) ? size * count : 0
        }
    }

    private func installConnectionCallbacks() throws(LibcurlFailure) {
        try unsafe setOpenSocket { context, _, address in
            guard let context = unsafe context, let address = unsafe address else { return CURL_SOCKET_BAD }
            guard unsafe Transfer.of(context).mayOpenConnection() else { return CURL_SOCKET_BAD }
            // A child process has no business with it.
            let type = unsafe address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
            return unsafe socket(address.pointee.family, type, address.pointee.`protocol`)
        }
        try unsafe setPrerequest { context, remoteAddress, localAddress, remotePort, localPort in
            guard let context = unsafe context, let remoteAddress = unsafe remoteAddress,
                let localAddress = unsafe localAddress
            else { return CURL_PREREQFUNC_ABORT }
            let connection = unsafe KeptConnections.Key(
                localAddress: String(cString: localAddress),
                localPort: Int(localPort),
                remoteAddress: String(cString: remoteAddress),
                remotePort: Int(remotePort)
            )
            let mayBegin = unsafe Transfer.of(context).mayBeginRequest(on: connection)
            return mayBegin ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        }
    }

    /// Called for each connection over TLS, to the server as to a proxy, before its handshake.
    func installTrustCallback() throws(LibcurlFailure) {
        try unsafe setSSLContext { _, context, transfer in
            guard let context = unsafe context, let transfer = unsafe transfer else {
                return CURLE_BAD_FUNCTION_ARGUMENT
            }
            return unsafe Transfer.of(transfer).setTrust(of: context) ? CURLE_OK : CURLE_SSL_CACERT_BADFILE
        }
    }

    private func installCloseCallback() throws(LibcurlFailure) {
        try unsafe setCloseSocket { context, socket in
            if let context = unsafe context {
                let connections = unsafe Unmanaged<KeptConnections>.fromOpaque(context).takeUnretainedValue()
                connections.forget(socket: socket)
            }
            return close(socket)
        }
    }
}
