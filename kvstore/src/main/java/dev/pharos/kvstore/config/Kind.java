package dev.pharos.kvstore.config;

import java.math.BigInteger;

/** The grammar of a flag's value, and the type that stands for it in messages about a file. */
enum Kind {
    TEXT("string"),
    BOOL("bool"),
    INT("int"),
    INT64("int64"),
    UINT("uint"),
    UINT32("uint32"),
    UINT64("uint64"),
    DURATION("time.Duration"),
    /** Addresses separated by commas; in a file one string. */
    URLS("string"),
    /** Addresses or a star. */
    ORIGINS("string"),
    /** Names separated by commas; in a file one string. */
    NAMES("string"),
    /** Names separated by commas; in a file a list. */
    LIST("[]string"),
    CLUSTER_STATE("string"),
    FALLBACK("string"),
    GATES("string"),
    /** A flag of long ago: it takes no argument and has no effect. */
    IGNORED("string");

    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX_ULONG = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final BigInteger MAX_UINT = BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE);

    private final String fileType;

    Kind(String fileType) {
        this.fileType = fileType;
    }

    String fileType() {
        return fileType;
    }

    /** Whether the flag stands alone, a value being attached with an equals sign only. */
    boolean isBoolean() {
        return this == BOOL || this == IGNORED;
    }

    boolean isInteger() {
        return this == INT || this == INT64 || this == UINT || this == UINT32 || this == UINT64;
    }

    /** Throws {@link BadValue} for what does not fit. */
    void check(String value) {
        switch (this) {
            case BOOL -> GoText.parseBoolean(value);
            case INT, INT64, UINT, UINT32, UINT64 -> integer(value);
            case DURATION -> checkDuration(value);
            case URLS -> {
                if (!value.isEmpty()) {
                    ServerUrl.list(value);
                }
            }
            case ORIGINS -> {
                if (!value.isEmpty() && !value.equals("*")) {
                    ServerUrl.list(value);
                }
            }
            case CLUSTER_STATE -> checkOneOf(value, "new", "existing");
            case FALLBACK -> checkOneOf(value, "exit", "proxy");
            case GATES -> FeatureGates.parse(value);
            case TEXT, NAMES, LIST, IGNORED -> {
                // Any text will do.
            }
        }
    }

    /** The number, of those beyond a long the greatest long. */
    long integer(String value) {
        BigInteger number = switch (this) {
            case UINT32 -> GoText.parseInteger(value, BigInteger.ZERO, MAX_UINT);
            case UINT, UINT64 -> GoText.parseInteger(value, BigInteger.ZERO, MAX_ULONG);
            default -> GoText.parseInteger(value, MIN_LONG, MAX_LONG);
        };
        return number.min(MAX_LONG).longValueExact();
    }

    private static void checkDuration(String value) {
        try {
            GoDuration.parse(value);
        } catch (BadValue e) {
            // Go's flag parser says no more than this.
            throw new BadValue("parse error");
        }
    }

    private static void checkOneOf(String value, String first, String second) {
        if (!value.equals(first) && !value.equals(second)) {
            throw new BadValue("invalid value");
        }
    }
}
