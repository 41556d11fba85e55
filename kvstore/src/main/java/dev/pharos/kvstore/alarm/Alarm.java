package dev.pharos.kvstore.alarm;

/** What a member has raised. */
public record Alarm(long member, Kind kind) {
    /** Why; numbered as in etcd's messages. */
    public enum Kind {
        NOSPACE(1),
        CORRUPT(2);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }
}
