package dev.pharos.kvstore.index;

/**
 * A node that stands right of another one.
 *
 * @param separator greater than every key further left, not greater than any in the node
 */
// The separator is shared and never written to; nothing compares siblings.
@SuppressWarnings("ArrayRecordComponent")
record Sibling(byte[] separator, Node node) {}
