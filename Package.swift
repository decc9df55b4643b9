// swift-tools-version: 6.0
import PackageDescription

// Apple's stores ask for it. Elsewhere a resource would only be one more folder beside each program.
let privacyManifest = "PrivacyInfo.xcprivacy"
#if os(Linux)
let (resources, excluded): ([Resource], [String]) = ([], [privacyManifest])
#else
let (resources, excluded): ([Resource], [String]) = ([.copy(privacyManifest)], [])
#endif

let package = Package(
  name: "MemoriesKit",
  platforms: [.macOS(.v13), .iOS(.v16), .tvOS(.v16), .visionOS(.v1)],
  products: [
    .library(name: "MemoriesKit", targets: ["MemoriesKit"]),
    .library(name: "MemoriesKitTesting", targets: ["MemoriesKitTesting"]),
  ],
  targets: [
    .target(
      name: "MemoriesKit",
      dependencies: [.target(name: "CLibcurl", condition: .when(platforms: [.linux]))],
      exclude: excluded, resources: resources),
    // glibc before 2.34 has its `dlopen` in a library of its own.
    .target(
      name: "CLibcurl", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(name: "MemoriesKitTesting", dependencies: ["MemoriesKit"]),

    .target(name: "Terminal", dependencies: ["MemoriesKit"], path: "Examples/Terminal"),
    .executableTarget(
      name: "quickstart", dependencies: ["MemoriesKit", "MemoriesKitTesting", "Terminal"],
      path: "Examples/quickstart", exclude: ["Resources/ORIGIN.md"],
      resources: [.copy("Resources/red-square.mp4"), .copy("Resources/red-square.png")]),
    .executableTarget(
      name: "memories", dependencies: ["MemoriesKit", "MemoriesKitTesting", "Terminal"],
      path: "Examples/memories"),
    .executableTarget(
      name: "batch-ingest", dependencies: ["MemoriesKit", "MemoriesKitTesting", "Terminal"],
      path: "Examples/batch-ingest"),
    .executableTarget(
      name: "webhook-receiver", dependencies: ["MemoriesKit", "MemoriesKitTesting", "Terminal"],
      path: "Examples/webhook-receiver"),

    .target(name: "TestSupport", dependencies: ["MemoriesKit"], path: "Tests/TestSupport"),
    .testTarget(
      name: "MemoriesKitTests", dependencies: ["MemoriesKit", "MemoriesKitTesting", "TestSupport"]),
    .testTarget(
      name: "MemoriesKitTestingTests",
      dependencies: ["MemoriesKit", "MemoriesKitTesting", "TestSupport"]),
    .testTarget(
      name: "TransferTests", dependencies: ["MemoriesKit", "MemoriesKitTesting", "TestSupport"]),
    .testTarget(
      name: "ExampleTests",
      dependencies: [
        "MemoriesKit", "MemoriesKitTesting", "TestSupport", "Terminal", "quickstart", "memories",
        "batch-ingest", "webhook-receiver",
      ]),
  ],
  swiftLanguageModes: [.v6]
)

#if compiler(>=6.2)
// An app whose code belongs to the main actor unless it says otherwise. `.defaultIsolation` needs
// tools of version 6.2, and compilers before that do not know the flag that it stands for.
package.targets.append(
  .testTarget(
    name: "MainActorTests", dependencies: ["MemoriesKit", "MemoriesKitTesting", "TestSupport"],
    swiftSettings: [.unsafeFlags(["-default-isolation", "MainActor"])]))
#endif
