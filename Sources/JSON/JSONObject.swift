/// The members of a JSON object, in the order in which they were written; of two equal names the last wins.
///
/// A member is looked up from front to back: the objects here have a dozen members, and a hash table of that size
/// is no faster.
package struct JSONObject: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// A name and its value. It is no tuple, which an array would copy and destroy by way of the runtime.
    package struct Member: Sendable {
        /// The name, which no other member of the object has.
        package let name: String
        /// What it stands for.
        package fileprivate(set) var value: JSON

        init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// The members in order.
    package private(set) var members: [Member]

    /// An object of these members.
    package init(dictionaryLiteral elements: (String, JSON)...) {
        self.init(elements)
    }

    /// An object of these members.
    package init(_ elements: some Sequence<(String, JSON)>) {
        members = []
        for (name, value) in elements { self[name] = value }
    }

    /// An object of members whose names are known to differ.
    init(distinct members: [Member]) {
        self.members = members
    }

    /// The member's value; nil when there is none. Setting nil removes it, setting an existing one keeps its place.
    package subscript(name: String) -> JSON? {
        get { members.first { $0.name == name }?.value }
        set {
            let index = members.firstIndex { $0.name == name }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(name, value))
            case (nil, nil): break
            }
        }
    }

    /// Equal when the members are, whatever their order.
    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.members.count == right.members.count
            && left.members.allSatisfy { right[$0.name] == $0.value }
    }
}
