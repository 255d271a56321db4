internal import Glibc

/// A value that one thread at a time may touch.
///
/// It is what `Synchronization.Mutex` is, over pthread's mutex. Thread sanitizer doesn't see what the other one does once it
/// has to be waited for, and reports races where there are none; so this one is for locks that are contended.
@safe
// Sendable because the value is touched by nobody but the holder of the mutex.
package final class Lock<Value>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    /// Not a variable of the object, of which Swift would note each access: the mutex sees to it that there is but one.
    private let value: UnsafeMutablePointer<Value>

    /// A lock around that value.
    package init(_ value: sending Value) {
        unsafe self.value = .allocate(capacity: 1)
        unsafe self.value.initialize(to: value)
        unsafe mutex = .allocate(capacity: 1)
        unsafe mutex.initialize(to: pthread_mutex_t())
        let code = unsafe pthread_mutex_init(mutex, nil)
        precondition(code == 0, "pthread_mutex_init failed with \(code)")
    }

    deinit {
        unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deallocate()
        unsafe value.deinitialize(count: 1)
        unsafe value.deallocate()
    }

    /// Runs the body with the value, while every other caller waits.
    package func withLock<Result, Failure>(
        _ body: (inout Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return try unsafe body(&value.pointee)
    }
}
