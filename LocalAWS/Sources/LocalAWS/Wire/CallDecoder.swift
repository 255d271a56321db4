internal import HTTPTypes

/// Finds a request's action and takes its parameters out, in each protocol's way.
struct CallDecoder: Sendable {
    let service: Service
    let wire: WireProtocol

    func checkMethod(of request: ServiceRequest) throws(ServiceError) {
        let method = request.head.method
        guard wire == .rest || method == .post || wire.isForm && method == .get else {
            throw ServiceError("MethodNotAllowed", "This protocol's calls are POST requests.", status: 405)
        }
    }

    /// - Parameter noteName: told what the client calls the action, before it is looked for.
    func decode(
        _ request: ServiceRequest,
        _ noteName: (String) -> Void
    ) throws(ServiceError) -> (Action, Parameters) {
        switch wire {
        case .ec2, .query: try decodeForm(request, noteName)
        case .json: try decodeJSON(request, noteName)
        case .cbor: try decodeCBOR(request, noteName)
        case .rest: try decodeREST(request, noteName)
        }
    }

    /// The parameters of the form and of the query string, but not those of a presigned request's signature.
    private func decodeForm(
        _ request: ServiceRequest,
        _ noteName: (String) -> Void
    ) throws(ServiceError) -> (Action, Parameters) {
        var pairs = try QueryDecoder.pairs(in: request.queryString.utf8)
        pairs.removeAll { $0.name.hasPrefix("X-Amz-") }
        pairs += try QueryDecoder.pairs(in: request.body)
        if let dialect = service.queryDialect { pairs = dialect.usual(pairs, path: request.path) }
        let parameters = try Parameters(pairs, style: wire.parameterStyle)
        guard let name = parameters.optional("Action") else { throw .missingAction }
        noteName(name)
        let version = try parameters.required("Version")
        guard version == service.version else {
            throw ServiceError("InvalidAction", "Could not find operation \(name) for version \(version)")
        }
        guard let action = service.action(named: name) else { throw .invalidAction(name) }
        return (action, parameters)
    }

    private func decodeJSON(
        _ request: ServiceRequest,
        _ noteName: (String) -> Void
    ) throws(ServiceError) -> (Action, Parameters) {
        let target = request.head.headerFields[.amzTarget] ?? ""
        let prefix = "\(service.targetPrefix)."
        let name = target.hasPrefix(prefix) ? String(target.dropFirst(prefix.count)) : target
        noteName(name)
        guard target.hasPrefix(prefix), let action = service.action(named: name) else { throw unknown(name) }
        return (action, Parameters(try document(request.body)))
    }

    /// `/service/<target>/operation/<action>`
    private func decodeCBOR(
        _ request: ServiceRequest,
        _ noteName: (String) -> Void
    ) throws(ServiceError) -> (Action, Parameters) {
        let segments = request.path.split(separator: "/")
        let name = segments.last.map(String.init) ?? ""
        noteName(name)
        guard segments.count == 4, segments[0] == "service", segments[1] == service.targetPrefix,
            segments[2] == "operation", let action = service.action(named: name)
        else { throw unknown(name) }
        do throws(DocumentError) {
            return (action, Parameters(try Document(cbor: request.body)))
        } catch {
            throw ServiceError("SerializationException", "The body is no CBOR: \(error).")
        }
    }

    private func decodeREST(
        _ request: ServiceRequest,
        _ noteName: (String) -> Void
    ) throws(ServiceError) -> (Action, Parameters) {
        let method = request.head.method
        guard let (action, labels) = service.action(method, at: request.path), let route = action.route else {
            let name = "\(method.rawValue) \(request.path)"
            noteName(name)
            throw ServiceError("UnknownOperationException", "There is no \(name) in local-aws.", status: 404)
        }
        noteName(action.name)
        let parameters = Parameters(route.payload == nil ? try document(request.body) : .structure([:]))
        if let payload = route.payload { parameters.add(request.body, named: payload) }
        var pairs = try QueryDecoder.pairs(in: request.queryString.utf8)
        pairs.removeAll { $0.name.hasPrefix("X-Amz-") }
        for header in route.headers {
            if let value = request.head.headerFields[header.field] { pairs.append((header.parameter, value)) }
        }
        try parameters.add(labels + pairs)
        return (action, parameters)
    }

    /// A JSON call's body: an object, or nothing, which is an empty one.
    private func document(_ body: [UInt8]) throws(ServiceError) -> Document {
        guard !body.isEmpty else { return .structure([:]) }
        let document: Document
        do throws(DocumentError) {
            document = try Document(json: body)
        } catch {
            throw ServiceError("SerializationException", "The body is no JSON: \(error).")
        }
        guard document.structure != nil else {
            throw ServiceError("SerializationException", "The body is no JSON object.")
        }
        return document
    }

    private func unknown(_ name: String) -> ServiceError {
        ServiceError(
            "UnknownOperationException",
            "There is no action \(name), or local-aws does not emulate it."
        )
    }
}
