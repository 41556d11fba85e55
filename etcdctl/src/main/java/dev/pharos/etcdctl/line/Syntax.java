package dev.pharos.etcdctl.line;

import java.util.List;

/**
 * What a command is called and takes.
 *
 * @param path its words, as {@code lease grant}
 * @param arguments what stands behind them, for help pages
 * @param summary what it does, in one line
 */
public record Syntax(String path, String arguments, String summary, List<Flag> flags) {
    public Syntax(String path, String arguments, String summary, Flag... flags) {
        this(path, arguments, summary, List.of(flags));
    }
}
