package dev.pharos.client.channel;

/** Who calls, for servers with users. */
public sealed interface Credentials {
    /** A name and password, which bring a token at the first call and whenever the one in use is refused. */
    record Login(String user, String password) implements Credentials {
        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }

    /** A token from elsewhere, used as it is. */
    record Token(String token) implements Credentials {
        @Override
        public String toString() {
            return "Token[]";
        }
    }
}
