/**
 * <b>What lives here.</b> The way from arguments, environment and configuration file to one immutable
 * {@link dev.pharos.kvstore.config.ServerOptions}, with etcd's grammar, defaults, checks and texts;
 * {@link dev.pharos.kvstore.config.ConfigReader} is the entrance.
 *
 * <pre>
 *  arguments ---> CommandLine --+
 *  variables ---> Variables ----+--> OptionValues (text per flag) ---> Assembly ---> ServerOptions
 *  YAML file ---> ConfigFile ---+         FlagTable says what there is       Validation refuses
 * </pre>
 *
 * <p><b>Where it stands.</b> Above the log, whose options it makes; used by the server's entrance, and for
 * the records by whoever is configured.
 *
 * <p><b>Thread.</b> The one that starts the server; what comes out is immutable.
 *
 * <p><b>May use.</b> {@code logging}, SnakeYAML Engine, the JDK.
 */
@NullMarked
package dev.pharos.kvstore.config;

import org.jspecify.annotations.NullMarked;
