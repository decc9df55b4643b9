import Foundation

/// Where the process has a symbol; nil when nothing that is loaded has it.
func loadedSymbol(_ name: String) -> UnsafeMutableRawPointer? {
  #if canImport(Darwin)
  // This is RTLD_DEFAULT. Null stands for nothing there.
  dlsym(UnsafeMutableRawPointer(bitPattern: -2), name)
  #else
  dlsym(nil, name)
  #endif
}
