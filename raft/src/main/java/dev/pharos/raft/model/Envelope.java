package dev.pharos.raft.model;

/**
 * Who says something to whom, and in which term. Term 0 marks a message outside the protocol's terms: a
 * forwarded proposal or a forwarded read.
 */
public record Envelope(long from, long to, long term) {}
