package dev.pharos.kvstore.dbfile;

/** A database file is damaged, or is none. The message names the page. */
public final class DbFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DbFileException(String message) {
        super(message);
    }
}
