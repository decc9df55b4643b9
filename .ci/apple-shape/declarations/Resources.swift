import Foundation

// What the package manager makes for a target with resources.
extension Bundle { static var module: Bundle { .main } }
