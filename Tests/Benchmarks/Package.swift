// swift-tools-version: 6.0
import PackageDescription

// A package of its own: nobody who builds or tests the library has to build what measures it, and
// what measures it can reach no more of it than any other user.
let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v15)],
  // By name, because a checkout's folder may be called anything.
  dependencies: [.package(name: "MemoriesKit", path: "../..")],
  targets: [
    .executableTarget(
      name: "benchmarks",
      dependencies: [
        .product(name: "MemoriesKit", package: "MemoriesKit"),
        .product(name: "MemoriesKitTesting", package: "MemoriesKit"),
      ]),
    .testTarget(name: "BenchmarksTests", dependencies: ["benchmarks"]),
  ],
  swiftLanguageModes: [.v6]
)
