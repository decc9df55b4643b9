#if !canImport(Darwin) && !canImport(Glibc) && !canImport(Musl)
#error("MemoriesKit runs on Apple's systems, and on Linux with Glibc or Musl.")
#endif

// Byte counts and times need more than the 32 bits that numbers have on most watches.
#if os(watchOS)
#error("MemoriesKit does not run on watchOS.")
#endif
