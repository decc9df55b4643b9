open class DispatchObject: @unchecked Sendable {}
public enum DispatchTimeInterval: Equatable, Sendable { case seconds(Int), milliseconds(Int), microseconds(Int), nanoseconds(Int), never }
public struct DispatchTime: Comparable, Sendable { public static func now() -> DispatchTime { fatalError() }; public let rawValue: UInt64; public var uptimeNanoseconds: UInt64 { 0 }; public init(uptimeNanoseconds: UInt64) { rawValue = 0 }; public static let distantFuture = DispatchTime(uptimeNanoseconds: 0)
 public static func < (a: DispatchTime, b: DispatchTime) -> Bool { true }
 public static func == (a: DispatchTime, b: DispatchTime) -> Bool { true } }
public func + (t: DispatchTime, i: DispatchTimeInterval) -> DispatchTime { t }
public func + (t: DispatchTime, s: Double) -> DispatchTime { t }
public struct DispatchQoS: Sendable { public static let unspecified = DispatchQoS(); public static let userInitiated = DispatchQoS(); public enum QoSClass: Sendable { case background, utility, `default`, userInitiated } }
public struct DispatchWorkItemFlags: OptionSet, Sendable { public let rawValue: UInt; public init(rawValue: UInt) { self.rawValue = rawValue } }
public class DispatchGroup: DispatchObject, @unchecked Sendable { public override init() {}; public func enter() {}; public func leave() {}; public func notify(qos: DispatchQoS = .unspecified, flags: DispatchWorkItemFlags = [], queue: DispatchQueue, execute work: @escaping @Sendable @convention(block) () -> Void) {}; public func wait() {} }
public enum DispatchTimeoutResult: Sendable { case success, timedOut }
public class DispatchSemaphore: DispatchObject, @unchecked Sendable { public init(value: Int) {}
 @available(*, noasync) public func wait() {}
 @available(*, noasync) public func wait(timeout: DispatchTime) -> DispatchTimeoutResult { .success }
 @discardableResult public func signal() -> Int { 0 } }
open class DispatchQueue: DispatchObject, @unchecked Sendable {
 public struct Attributes: OptionSet, Sendable { public let rawValue: UInt64; public init(rawValue: UInt64) { self.rawValue = rawValue }; public static let concurrent = Attributes(rawValue: 2) }
 public convenience init(label: String, qos: DispatchQoS = .unspecified, attributes: Attributes = []) { self.init(x: 0) }
 init(x: Int) {}
 public class func global(qos: DispatchQoS.QoSClass = .default) -> DispatchQueue { fatalError() }
 public class var main: DispatchQueue { fatalError() }
 @preconcurrency public func async(group: DispatchGroup? = nil, qos: DispatchQoS = .unspecified, flags: DispatchWorkItemFlags = [], execute work: @escaping @Sendable @convention(block) () -> Void) {}
 public func sync<T>(execute work: () throws -> T) rethrows -> T { try work() }
 @preconcurrency public func asyncAfter(deadline: DispatchTime, qos: DispatchQoS = .unspecified, flags: DispatchWorkItemFlags = [], execute work: @escaping @Sendable @convention(block) () -> Void) {}
 public class func concurrentPerform(iterations: Int, execute work: (Int) -> Void) {}
}
public protocol DispatchSourceProtocol { func activate(); func cancel(); func resume()
 func setEventHandler(qos: DispatchQoS, flags: DispatchWorkItemFlags, handler: (@Sendable @convention(block) () -> Void)?)
 func setRegistrationHandler(qos: DispatchQoS, flags: DispatchWorkItemFlags, handler: (@Sendable @convention(block) () -> Void)?) }
extension DispatchSourceProtocol {
 public func setEventHandler(qos: DispatchQoS = .unspecified, flags: DispatchWorkItemFlags = [], handler: (@Sendable @convention(block) () -> Void)?) {}
 public func setRegistrationHandler(qos: DispatchQoS = .unspecified, flags: DispatchWorkItemFlags = [], handler: (@Sendable @convention(block) () -> Void)?) {}
}
public protocol DispatchSourceSignal: DispatchSourceProtocol {}
public class DispatchSource: DispatchObject, DispatchSourceSignal, @unchecked Sendable { public func activate() {}; public func cancel() {}; public func resume() {}
 public class func makeSignalSource(signal: Int32, queue: DispatchQueue? = nil) -> any DispatchSourceSignal { fatalError() } }
public final class DispatchSpecificKey<T>: @unchecked Sendable { public init() {} }
extension DispatchQueue { public class func getSpecific<T>(key: DispatchSpecificKey<T>) -> T? { nil }; public func setSpecific<T>(key: DispatchSpecificKey<T>, value: T?) {}; public func getSpecific<T>(key: DispatchSpecificKey<T>) -> T? { nil } }
