import SwiftXlibc
@_exported import FoundationEssentials
@_exported import Darwin
@_exported import Dispatch
public typealias TimeInterval = Double
public protocol NSObjectProtocol: AnyObject {}
open class NSObject: NSObjectProtocol, Equatable, Hashable, CustomStringConvertible { public init() {}
 public static func == (a: NSObject, b: NSObject) -> Bool { a === b }; public func hash(into h: inout Hasher) {}; open var description: String { "" }; open var debugDescription: String { "" } }
public class NSString: NSObject {}
public class NSNull: NSObject { }
public class NSNumber: NSObject, @unchecked Sendable {}
open class NSError: NSObject, Error, @unchecked Sendable { public init(domain: String, code: Int, userInfo: [String: Any]? = nil) { super.init() }; open var domain: String { "" }; open var code: Int { 0 }; open var localizedDescription: String { "" }; open var userInfo: [String: Any] { [:] } }
public let NSURLErrorDomain = "NSURLErrorDomain"
public let NSLocalizedDescriptionKey = "x"
extension Error { public var localizedDescription: String { "" } }
public struct URLError: Error, Sendable, Hashable { public struct Code: RawRepresentable, Hashable, Sendable { public let rawValue: Int; public init(rawValue: Int) { self.rawValue = rawValue }
  public static let unknown = Code(rawValue: -1), cancelled = Code(rawValue: -999), badURL = Code(rawValue: -1000), timedOut = Code(rawValue: -1001), unsupportedURL = Code(rawValue: -1002), cannotFindHost = Code(rawValue: -1003), cannotConnectToHost = Code(rawValue: -1004), networkConnectionLost = Code(rawValue: -1005), dnsLookupFailed = Code(rawValue: -1006), badServerResponse = Code(rawValue: -1011), secureConnectionFailed = Code(rawValue: -1200), notConnectedToInternet = Code(rawValue: -1009), cannotParseResponse = Code(rawValue: -1017) , zeroByteResource = Code(rawValue: -1014), httpTooManyRedirects = Code(rawValue: -1007), resourceUnavailable = Code(rawValue: -1008), serverCertificateUntrusted = Code(rawValue: -1202), serverCertificateHasBadDate = Code(rawValue: -1201), serverCertificateHasUnknownRoot = Code(rawValue: -1203), serverCertificateNotYetValid = Code(rawValue: -1204), clientCertificateRejected = Code(rawValue: -1205), clientCertificateRequired = Code(rawValue: -1206), internationalRoamingOff = Code(rawValue: -1018), callIsActive = Code(rawValue: -1019), dataNotAllowed = Code(rawValue: -1020), appTransportSecurityRequiresSecureConnection = Code(rawValue: -1022), userAuthenticationRequired = Code(rawValue: -1013), dataLengthExceedsMaximum = Code(rawValue: -1103), cannotDecodeContentData = Code(rawValue: -1016), cannotDecodeRawData = Code(rawValue: -1015), requestBodyStreamExhausted = Code(rawValue: -1021) }
 public init(_ code: Code, userInfo: [String: Any] = [:]) { self.code = code }
 public let code: Code
 public static var cancelled: Code { .cancelled }; public static var badURL: Code { .badURL } ; public static var networkConnectionLost: Code { .networkConnectionLost } ; public static var timedOut: Code { .timedOut } }
public protocol NSLocking { 
 @available(*, noasync, message: "Use async-safe scoped locking instead") func lock()
 @available(*, noasync, message: "Use async-safe scoped locking instead") func unlock() }
extension NSLocking { public func withLock<R>(_ body: () throws -> R) rethrows -> R { try body() } }
open class NSLock: NSObject, NSLocking, @unchecked Sendable { 
 @available(*, noasync, message: "Use async-safe scoped locking instead") open func lock() {}
 @available(*, noasync, message: "Use async-safe scoped locking instead") open func unlock() {} }
open class NSCondition: NSObject, NSLocking, @unchecked Sendable { 
 @available(*, noasync, message: "Use async-safe scoped locking instead") open func lock() {}
 @available(*, noasync, message: "Use async-safe scoped locking instead") open func unlock() {}
 @available(*, noasync, message: "Use async-safe scoped locking instead") open func wait() {}
 @available(*, noasync, message: "Use async-safe scoped locking instead") open func wait(until limit: Date) -> Bool { true }
 open func signal() {}; open func broadcast() {} }
open class Thread: NSObject { 
 @available(*, noasync, message: "Thread.current cannot be used from async contexts.") open class var current: Thread { fatalError() }
 open class func detachNewThread(_ block: @escaping @Sendable () -> Void) {}
 public convenience init(block: @escaping @Sendable () -> Void) { self.init() }
 open func start() {}; open var name: String?; open var stackSize: Int = 0
 open class var isMainThread: Bool { true }
 open class func sleep(forTimeInterval: TimeInterval) {} }
public final class CFRunLoop {}
public struct CFRunLoopMode: Sendable { public let rawValue: CFString; public static var defaultMode: CFRunLoopMode { fatalError() }; public static var commonModes: CFRunLoopMode { fatalError() } }
public final class CFString: @unchecked Sendable {}
public func CFRunLoopGetCurrent() -> CFRunLoop! { nil }
public func CFRunLoopPerformBlock(_ rl: CFRunLoop!, _ mode: AnyObject!, _ block: (() -> Void)!) {}
public func CFRunLoopWakeUp(_ rl: CFRunLoop!) {}
@available(*, unavailable) extension CFRunLoop: @unchecked Sendable {}
open class RunLoop: NSObject { public struct Mode: Hashable, Sendable { public static let `default` = Mode() } ; open class var current: RunLoop { fatalError() }; open func run() {}; open func run(until: Date) {} }
open class Stream: NSObject { public struct PropertyKey: Hashable, Sendable {}
 public enum Status: UInt, Sendable { case notOpen, opening, open, reading, writing, atEnd, closed, error }
 open func open() {}; open func close() {}; open var streamStatus: Status { .notOpen }; open var streamError: (any Error)? { nil }
 open class func getBoundStreams(withBufferSize bufferSize: Int, inputStream: AutoreleasingUnsafeMutablePointer_<InputStream?>?, outputStream: AutoreleasingUnsafeMutablePointer_<OutputStream?>?) {} }
public typealias AutoreleasingUnsafeMutablePointer_ = UnsafeMutablePointer
open class InputStream: Stream { public init(data: Data) {}; public init?(url: URL) {}; public init?(fileAtPath: String) {}; open func read(_ buffer: UnsafeMutablePointer<UInt8>, maxLength: Int) -> Int { 0 }; open var hasBytesAvailable: Bool { true } }
open class OutputStream: Stream { open func write(_ buffer: UnsafePointer<UInt8>, maxLength: Int) -> Int { 0 } }
open class Operation: NSObject, @unchecked Sendable { open func start() {}; open func main() {} }
public enum QualityOfService: Int, Sendable { case userInteractive = 0x21, userInitiated = 0x19, utility = 0x11, background = 0x09, `default` = -1 }
open class OperationQueue: NSObject, @unchecked Sendable { open func addOperation(_ block: @escaping @Sendable () -> Void) {}; open func addOperation(_ op: Operation) {}; open var maxConcurrentOperationCount: Int = 0; open var underlyingQueue: DispatchQueue?; open var qualityOfService: QualityOfService = .background }
public struct URLRequest: Sendable, Hashable { public enum CachePolicy: UInt, Sendable { case useProtocolCachePolicy }
 public init(url: URL, cachePolicy: CachePolicy = .useProtocolCachePolicy, timeoutInterval: TimeInterval = 60) { httpBodyStream = nil; self.url = url }
 public var url: URL?; public var httpMethod: String?; public var allHTTPHeaderFields: [String: String]?; public var httpBody: Data?; public var httpBodyStream: InputStream? { get { nil } set {} }; public var timeoutInterval: TimeInterval = 0
 public func value(forHTTPHeaderField: String) -> String? { nil }; public mutating func setValue(_ v: String?, forHTTPHeaderField: String) {}; public mutating func addValue(_ v: String, forHTTPHeaderField: String) {} }
open class URLResponse: NSObject, @unchecked Sendable { open var url: URL? { nil }; open var expectedContentLength: Int64 { 0 }; open var mimeType: String? { nil } }
open class HTTPURLResponse: URLResponse, @unchecked Sendable { public init?(url: URL, statusCode: Int, httpVersion HTTPVersion: String?, headerFields: [String: String]?) {}; open var statusCode: Int { 0 }; open var allHeaderFields: [AnyHashable: Any] { [:] }; open func value(forHTTPHeaderField: String) -> String? { nil } }
open class URLCache: NSObject, @unchecked Sendable {}
open class URLCredentialStorage: NSObject, @unchecked Sendable {}
open class HTTPCookieStorage: NSObject, @unchecked Sendable {}
open class HTTPCookie: NSObject, @unchecked Sendable { public enum AcceptPolicy: UInt, Sendable { case always, never, onlyFromMainDocumentDomain } }
open class URLCredential: NSObject, @unchecked Sendable {}
public let NSURLAuthenticationMethodServerTrust = "NSURLAuthenticationMethodServerTrust"
public let NSURLAuthenticationMethodClientCertificate = "NSURLAuthenticationMethodClientCertificate"
open class URLProtectionSpace: NSObject, @unchecked Sendable { open var authenticationMethod: String { "" } }
open class URLSessionTaskTransactionMetrics: NSObject, @unchecked Sendable { open var requestStartDate: Date? { nil } }
open class URLSessionTaskMetrics: NSObject, @unchecked Sendable { open var transactionMetrics: [URLSessionTaskTransactionMetrics] { [] } }
open class URLAuthenticationChallenge: NSObject, @unchecked Sendable { open var protectionSpace: URLProtectionSpace { fatalError() }; open var failureResponse: URLResponse? { nil } }
open class CachedURLResponse: NSObject, @unchecked Sendable {}
open class URLSessionConfiguration: NSObject, @unchecked Sendable { open class var ephemeral: URLSessionConfiguration { fatalError() }; open class var `default`: URLSessionConfiguration { fatalError() }
 open var urlCache: URLCache?; open var urlCredentialStorage: URLCredentialStorage?; open var httpCookieStorage: HTTPCookieStorage?; open var httpShouldSetCookies = true; open var httpCookieAcceptPolicy = HTTPCookie.AcceptPolicy.always; open var httpMaximumConnectionsPerHost = 6; open var timeoutIntervalForRequest: TimeInterval = 60; open var timeoutIntervalForResource: TimeInterval = 60; open var protocolClasses: [AnyClass]?; open var waitsForConnectivity = false; open var httpAdditionalHeaders: [AnyHashable: Any]? }
open class URLSessionTask: NSObject, @unchecked Sendable { open var taskIdentifier: Int { 0 }; open func resume() {}; open func cancel() {}; open func suspend() {}; open var response: URLResponse? { nil }; open var originalRequest: URLRequest? { nil }; open var currentRequest: URLRequest? { nil }; open var error: (any Error)? { nil }; open var countOfBytesSent: Int64 { 0 }
 public enum State: Int, Sendable { case running, suspended, canceling, completed }; open var state: State { .running } }
open class URLSessionDataTask: URLSessionTask, @unchecked Sendable {}
open class URLSessionUploadTask: URLSessionDataTask, @unchecked Sendable {}
open class URLSessionDownloadTask: URLSessionTask, @unchecked Sendable {}
open class URLSession: NSObject, @unchecked Sendable {
 public init(configuration: URLSessionConfiguration) {}
 public init(configuration: URLSessionConfiguration, delegate: (any URLSessionDelegate)?, delegateQueue: OperationQueue?) {}
 open class var shared: URLSession { fatalError() }
 public enum ResponseDisposition: Int, Sendable { case cancel, allow, becomeDownload, becomeStream }
 public enum AuthChallengeDisposition: Int, Sendable { case useCredential, performDefaultHandling, cancelAuthenticationChallenge, rejectProtectionSpace }
 open func dataTask(with: URLRequest) -> URLSessionDataTask { fatalError() }
 open func dataTask(with: URL) -> URLSessionDataTask { fatalError() }
 open func uploadTask(with: URLRequest, fromFile: URL) -> URLSessionUploadTask { fatalError() }
 open func uploadTask(with: URLRequest, fromFile: URL, completionHandler: @escaping @Sendable (Data?, URLResponse?, (any Error)?) -> Void) -> URLSessionUploadTask { fatalError() }
 open func dataTask(with: URLRequest, completionHandler: @escaping @Sendable (Data?, URLResponse?, (any Error)?) -> Void) -> URLSessionDataTask { fatalError() }
 open func dataTask(with: URL, completionHandler: @escaping @Sendable (Data?, URLResponse?, (any Error)?) -> Void) -> URLSessionDataTask { fatalError() }
 open func downloadTask(with: URLRequest, completionHandler: @escaping @Sendable (URL?, URLResponse?, (any Error)?) -> Void) -> URLSessionDownloadTask { fatalError() }
 open func uploadTask(withStreamedRequest request: URLRequest) -> URLSessionUploadTask { fatalError() }
 open func invalidateAndCancel() {}; open func finishTasksAndInvalidate() {}
 open func getAllTasks(completionHandler: @escaping @Sendable ([URLSessionTask]) -> Void) {}
 public func data(for: URLRequest, delegate: (any URLSessionTaskDelegate)? = nil) async throws -> (Data, URLResponse) { fatalError() }
 public func data(from: URL, delegate: (any URLSessionTaskDelegate)? = nil) async throws -> (Data, URLResponse) { fatalError() }
 public func upload(for: URLRequest, fromFile: URL, delegate: (any URLSessionTaskDelegate)? = nil) async throws -> (Data, URLResponse) { fatalError() }
 public func upload(for: URLRequest, from: Data, delegate: (any URLSessionTaskDelegate)? = nil) async throws -> (Data, URLResponse) { fatalError() }
 public func download(for: URLRequest, delegate: (any URLSessionTaskDelegate)? = nil) async throws -> (URL, URLResponse) { fatalError() }
 public func download(from: URL, delegate: (any URLSessionTaskDelegate)? = nil) async throws -> (URL, URLResponse) { fatalError() } }
public protocol URLSessionDelegate: NSObjectProtocol, Sendable {}
public protocol URLSessionTaskDelegate: URLSessionDelegate {
 func urlSession(_ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void)
 func urlSession(_ session: URLSession, task: URLSessionTask, didSendBodyData bytesSent: Int64, totalBytesSent: Int64, totalBytesExpectedToSend: Int64)
 func urlSession(_ session: URLSession, task: URLSessionTask, didFinishCollecting metrics: URLSessionTaskMetrics)
 func urlSession(_ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge, completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void)
 func urlSession(_ session: URLSession, task: URLSessionTask, needNewBodyStream completionHandler: @escaping @Sendable (InputStream?) -> Void)
 func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) }
extension URLSessionTaskDelegate {
 public func urlSession(_ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void) {}
 public func urlSession(_ session: URLSession, task: URLSessionTask, didSendBodyData bytesSent: Int64, totalBytesSent: Int64, totalBytesExpectedToSend: Int64) {}
 public func urlSession(_ session: URLSession, task: URLSessionTask, didFinishCollecting metrics: URLSessionTaskMetrics) {}
 public func urlSession(_ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge, completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void) {}
 public func urlSession(_ session: URLSession, task: URLSessionTask, needNewBodyStream completionHandler: @escaping @Sendable (InputStream?) -> Void) {}
 public func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {} }
public protocol URLSessionDataDelegate: URLSessionTaskDelegate {
 func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse, completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void)
 func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) }
extension URLSessionDataDelegate {
 public func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse, completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void) {}
 public func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {} }
public protocol URLSessionDownloadDelegate: URLSessionTaskDelegate { func urlSession(_ session: URLSession, downloadTask: URLSessionDownloadTask, didFinishDownloadingTo location: URL) }
public protocol URLProtocolClient: NSObjectProtocol { func urlProtocol(_ p: URLProtocol, didReceive response: URLResponse, cacheStoragePolicy: URLCache.StoragePolicy); func urlProtocol(_ p: URLProtocol, didLoad data: Data); func urlProtocolDidFinishLoading(_ p: URLProtocol); func urlProtocol(_ p: URLProtocol, didFailWithError error: any Error); func urlProtocol(_ p: URLProtocol, wasRedirectedTo: URLRequest, redirectResponse: URLResponse) }
extension URLCache { public enum StoragePolicy: UInt, Sendable { case allowed, allowedInMemoryOnly, notAllowed } }
open class URLProtocol: NSObject { open var client: (any URLProtocolClient)? { nil }; open var request: URLRequest { fatalError() }; open var task: URLSessionTask? { nil }
 open class func canInit(with request: URLRequest) -> Bool { false }; open class func canInit(with task: URLSessionTask) -> Bool { false }; open class func canonicalRequest(for request: URLRequest) -> URLRequest { request }; open func startLoading() {}; open func stopLoading() {}
 public init(request: URLRequest, cachedResponse: CachedURLResponse?, client: (any URLProtocolClient)?) {} }
open class FileHandle: NSObject, @unchecked Sendable { open class var standardError: FileHandle { fatalError() }; open class var standardOutput: FileHandle { fatalError() }; open class var standardInput: FileHandle { fatalError() }
 public func write<T: DataProtocol>(contentsOf data: T) throws {}; public func readToEnd() throws -> Data? { nil }; public func read(upToCount: Int) throws -> Data? { nil }
 @discardableResult public func seekToEnd() throws -> UInt64 { 0 }; public func seek(toOffset: UInt64) throws {}; public func offset() throws -> UInt64 { 0 }; public func truncate(atOffset: UInt64) throws {}; public func synchronize() throws {}; public func close() throws {}
 public convenience init(forWritingTo: URL) throws { self.init() }; public convenience init(forReadingFrom: URL) throws { self.init() }; public convenience init(forUpdating: URL) throws { self.init() }; public init?(forWritingAtPath: String) {}; public init?(forReadingAtPath: String) {} ; public override init() {}; public init(fileDescriptor: Int32, closeOnDealloc: Bool = false) {}; open var fileDescriptor: Int32 { 0 }; open class var nullDevice: FileHandle { fatalError() }; open var readabilityHandler: (@Sendable (FileHandle) -> Void)?; open var availableData: Data { Data() }; open func readDataToEndOfFile() -> Data { Data() }; open func write(_ d: Data) {} ; open func closeFile() {} }
open class Pipe: NSObject, @unchecked Sendable { open var fileHandleForReading: FileHandle { fatalError() }; open var fileHandleForWriting: FileHandle { fatalError() } }
@available(iOS, unavailable) @available(tvOS, unavailable) @available(watchOS, unavailable)
open class Process: NSObject, @unchecked Sendable { open var executableURL: URL?; open var arguments: [String]?; open var environment: [String: String]?; open var currentDirectoryURL: URL?; open var standardInput: Any?; open var standardOutput: Any?; open var standardError: Any?; open func run() throws {}; open func waitUntilExit() {}; open func terminate() {}; open func interrupt() {}; open var processIdentifier: Int32 { 0 }; open var isRunning: Bool { true }; open var terminationStatus: Int32 { 0 }; public enum TerminationReason: Int, Sendable { case exit = 1, uncaughtSignal }; open var terminationReason: TerminationReason { .exit }; open var terminationHandler: (@Sendable (Process) -> Void)? }
open class Bundle: NSObject, @unchecked Sendable { open class var main: Bundle { fatalError() }; public init(for: AnyClass) {}; open var bundleURL: URL { fatalError() }; open var executablePath: String? { nil }; open var executableURL: URL? { nil }; open func url(forResource: String?, withExtension: String?) -> URL? { nil }; open func url(forResource: String?, withExtension: String?, subdirectory: String?) -> URL? { nil } ; open var resourceURL: URL? { nil } ; open var bundlePath: String { "" } }
open class Formatter: NSObject {}
open class DateFormatter: Formatter, @unchecked Sendable { open var locale: Locale!; open var timeZone: TimeZone!; open var dateFormat: String!; open func date(from: String) -> Date? { nil }; open func string(from: Date) -> String { "" } }
open class ISO8601DateFormatter: Formatter { public struct Options: OptionSet, Sendable { public let rawValue: UInt; public init(rawValue: UInt) { self.rawValue = rawValue }; public static let withInternetDateTime = Options(rawValue: 1), withFractionalSeconds = Options(rawValue: 2) }; open var formatOptions: Options = []; open var timeZone: TimeZone!; open func date(from: String) -> Date? { nil }; open func string(from: Date) -> String { "" } }
public struct NSRange: Hashable, Sendable { public var location = 0; public var length = 0; public init(location: Int, length: Int) {}; public init() {}; public init<R: RangeExpression, S: StringProtocol>(_ r: R, in s: S) where R.Bound == S.Index {} }
extension Range where Bound == String.Index { public init?(_ r: NSRange, in s: String) { return nil } }
open class NSTextCheckingResult: NSObject { open var range: NSRange { fatalError() }; open func range(at: Int) -> NSRange { fatalError() } ; open var numberOfRanges: Int { 0 } }
open class NSRegularExpression: NSObject, @unchecked Sendable { public struct Options: OptionSet, Sendable { public let rawValue: UInt; public init(rawValue: UInt) { self.rawValue = rawValue }; public static let caseInsensitive = Options(rawValue: 1), dotMatchesLineSeparators = Options(rawValue: 8), anchorsMatchLines = Options(rawValue: 16) }; public struct MatchingOptions: OptionSet, Sendable { public let rawValue: UInt; public init(rawValue: UInt) { self.rawValue = rawValue } }
 public init(pattern: String, options: Options = []) throws {}; open func firstMatch(in: String, options: MatchingOptions = [], range: NSRange) -> NSTextCheckingResult? { nil }; open func matches(in: String, options: MatchingOptions = [], range: NSRange) -> [NSTextCheckingResult] { [] }; open func stringByReplacingMatches(in: String, options: MatchingOptions = [], range: NSRange, withTemplate: String) -> String { "" } ; open class func escapedPattern(for: String) -> String { "" } }
public struct CharacterSet: Sendable, Hashable { public static let whitespaces = CharacterSet(), whitespacesAndNewlines = CharacterSet(), alphanumerics = CharacterSet(), urlQueryAllowed = CharacterSet(), urlPathAllowed = CharacterSet(), newlines = CharacterSet(), decimalDigits = CharacterSet(), punctuationCharacters = CharacterSet(); public init() {}; public init(charactersIn: String) {}; public func contains(_ u: Unicode.Scalar) -> Bool { true }; public mutating func insert(charactersIn: String) {}; public var inverted: CharacterSet { self }; public func union(_ o: CharacterSet) -> CharacterSet { self } }
public enum NSStringCompareOptions_ {}
extension StringProtocol { public func trimmingCharacters(in: CharacterSet) -> String { "" }; public func components(separatedBy: CharacterSet) -> [String] { [] }; public func caseInsensitiveCompare<T: StringProtocol>(_ s: T) -> ComparisonResult { .orderedSame }; public func addingPercentEncoding(withAllowedCharacters: CharacterSet) -> String? { nil }; public func rangeOfCharacter(from: CharacterSet) -> Range<Index>? { nil }; public func localizedStandardCompare<T: StringProtocol>(_ s: T) -> ComparisonResult { .orderedSame } }
extension String { public init(format: String, _ args: any CVarArg...) { self = "" }; public init(format: String, locale: Locale?, _ args: any CVarArg...) { self = "" } ; public init(format: String, arguments: [any CVarArg]) { self = "" } 
  public func appendingPathComponent_() {} }
open class JSONSerialization: NSObject { public struct ReadingOptions: OptionSet, Sendable { public let rawValue: UInt; public init(rawValue: UInt) { self.rawValue = rawValue }; public static let fragmentsAllowed = ReadingOptions(rawValue: 1), mutableContainers = ReadingOptions(rawValue: 2) }; public struct WritingOptions: OptionSet, Sendable { public let rawValue: UInt; public init(rawValue: UInt) { self.rawValue = rawValue }; public static let sortedKeys = WritingOptions(rawValue: 1), prettyPrinted = WritingOptions(rawValue: 1), fragmentsAllowed = WritingOptions(rawValue: 1), withoutEscapingSlashes = WritingOptions(rawValue: 1) }
 open class func jsonObject(with: Data, options: ReadingOptions = []) throws -> Any { 0 }; open class func data(withJSONObject: Any, options: WritingOptions = []) throws -> Data { Data() }; open class func isValidJSONObject(_ o: Any) -> Bool { true } }
public func autoreleasepool<R>(invoking body: () throws -> R) rethrows -> R { try body() }
extension NSString { public var deletingLastPathComponent: String { "" }; public func appendingPathComponent(_ name: String) -> String { "" }; public var pathExtension: String { "" }; public var lastPathComponent: String { "" }; public var deletingPathExtension: String { "" } ; public var length: Int { 0 } }
extension String: _ObjectiveCBridgeable { public typealias _ObjectiveCType = NSString
 public func _bridgeToObjectiveC() -> NSString { fatalError() }
 public static func _forceBridgeFromObjectiveC(_ s: NSString, result: inout String?) {}
 public static func _conditionallyBridgeFromObjectiveC(_ s: NSString, result: inout String?) -> Bool { true }
 public static func _unconditionallyBridgeFromObjectiveC(_ s: NSString?) -> String { "" } }
public func _convertErrorToNSError(_ error: any Error) -> NSError { fatalError() }
public func _convertNSErrorToError(_ error: NSError?) -> any Error { fatalError() }
public protocol CustomNSError: Error { static var errorDomain: String { get }; var errorCode: Int { get }; var errorUserInfo: [String: Any] { get } }
extension CustomNSError { public static var errorDomain: String { "" }; public var errorCode: Int { 0 }; public var errorUserInfo: [String: Any] { [:] } }
public struct CO: OptionSet, Sendable { public let rawValue: UInt; public init(rawValue: UInt) { self.rawValue = rawValue }; public static var regularExpression: CO { CO(rawValue: 1) }; public static var caseInsensitive: CO { CO(rawValue: 1) }; public static var backwards: CO { CO(rawValue: 1) }; public static var literal: CO { CO(rawValue: 1) }  }
extension StringProtocol {
 public func replacingOccurrences<A: StringProtocol, B: StringProtocol>(of: A, with: B, options: CO = [], range: Range<Index>? = nil) -> String { "" }
 public func range<A: StringProtocol>(of: A, options: CO = [], range: Range<Index>? = nil, locale: Locale? = nil) -> Range<Index>? { nil }
 public func components<A: StringProtocol>(separatedBy: A) -> [String] { [] }
 public func contains<A: StringProtocol>(_ o: A) -> Bool { true } }
extension Data { public struct SearchOptionz: OptionSet, Sendable { public let rawValue: UInt; public init(rawValue: UInt) { self.rawValue = rawValue }; public static let backwards = SearchOptionz(rawValue: 1); public static let anchored = SearchOptionz(rawValue: 2) }
 public func range(of: Data, options: SearchOptionz = [], in range: Range<Index>? = nil) -> Range<Index>? { nil } }

public struct URLResourceKey: Hashable, Sendable { public static let fileSizeKey = URLResourceKey(), isRegularFileKey = URLResourceKey(), contentModificationDateKey = URLResourceKey(), isDirectoryKey = URLResourceKey(), nameKey = URLResourceKey() }
public struct URLResourceValues: Sendable { public var fileSize: Int? { nil }; public var isRegularFile: Bool? { nil }; public var contentModificationDate: Date? { nil }; public var isDirectory: Bool? { nil }; public var totalFileAllocatedSize: Int? { nil } }
extension URL { public func resourceValues(forKeys: Set<URLResourceKey>) throws -> URLResourceValues { fatalError() } ; public mutating func removeAllCachedResourceValues() {} ; public func checkResourceIsReachable() throws -> Bool { true } }
extension FileManager { public func contentsOfDirectory(at: URL, includingPropertiesForKeys: [URLResourceKey]?, options: DE = []) throws -> [URL] { [] } ; public struct DE: OptionSet, Sendable { public let rawValue: UInt; public init(rawValue: UInt) { self.rawValue = rawValue }; public static let skipsHiddenFiles = DE(rawValue: 1) } }
extension Data { public init?(base64Encoded_: String) { nil } }
public struct ObjCBool: ExpressibleByBooleanLiteral, Sendable { public var boolValue: Bool; public init(_ v: Bool) { boolValue = v }; public init(booleanLiteral v: Bool) { boolValue = v } }
extension FileManager { public func fileExists(atPath: String, isDirectory: UnsafeMutablePointer<ObjCBool>?) -> Bool { true } }
public let NSUnderlyingErrorKey = "x"
public let NSPOSIXErrorDomain = "x"
extension CocoaError.Code { public static var coderInvalidValue: CocoaError.Code { fatalError() } }
@available(*, unavailable) extension Thread: @unchecked Sendable {}
@available(*, unavailable) extension InputStream: @unchecked Sendable {}
@available(*, unavailable) extension OutputStream: @unchecked Sendable {}
@available(*, unavailable) extension URLProtocol: @unchecked Sendable {}
@available(*, unavailable) extension RunLoop: @unchecked Sendable {}
@available(*, unavailable) extension ISO8601DateFormatter: @unchecked Sendable {}
extension StringProtocol { public var removingPercentEncoding: String? { nil } }

extension POSIXError { public init(_ code: POSIXErrorCode, userInfo: [String: Any] = [:]) { fatalError() } }
