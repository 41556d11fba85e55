/**
 * <b>What lives here.</b> The entrance: {@link dev.pharos.client.Client} and how one is made.
 *
 * <p><b>Where it stands.</b> At the top of the module.
 *
 * <p><b>Thread.</b> Any may use a client; a builder belongs to one.
 *
 * <p><b>May use.</b> Every package of the client.
 */
@NullMarked
package dev.pharos.client;

import org.jspecify.annotations.NullMarked;
