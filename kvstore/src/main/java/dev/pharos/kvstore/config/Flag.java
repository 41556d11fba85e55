package dev.pharos.kvstore.config;

import java.util.Locale;

/**
 * An option as it is named and written on the command line.
 *
 * @param initial the value when nothing is given
 * @param fileKey the path of its key in a file, parts separated by dots; empty when a file has none
 * @param purpose what the help says
 * @param idle why giving it changes nothing here; empty when it does
 */
record Flag(String name, Kind kind, String initial, String fileKey, String purpose, String idle) {
    static Flag flag(String name, Kind kind, String initial, String purpose) {
        return new Flag(name, kind, initial, name, purpose, "");
    }

    Flag inFile(String key) {
        return new Flag(name, kind, initial, key, purpose, idle);
    }

    Flag idle(String reason) {
        return new Flag(name, kind, initial, fileKey, purpose, reason);
    }

    /** What follows the prefix in the name of its environment variable. */
    static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
