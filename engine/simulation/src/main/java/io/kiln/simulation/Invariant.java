package io.kiln.simulation;

/** What must hold after every step, whatever goes wrong. */
public enum Invariant {
  NO_DUPLICATE("at most one thing exists for a resource"),
  NO_LOSS("what is reported COMPLETE exists as it was planned"),
  NO_ORPHAN("nothing of ours exists without a row, and nothing of others is touched"),
  ORDER("a thing is made or changed only when all it requires is up in the same revision"),
  BUDGET("no more members of a group are worked on at once than its policy says"),
  LATEST_WINS("what exists in the end is the last accepted revision, never a mixture"),
  MONOTONE("nothing that an overtaken worker says is taken"),
  PROGRESS("after the last fault everything converges in bounded time without a helping hand"),
  HONESTY("status and events tell what is, gap-free, in order and once"),
  SILENCE("an update without a change touches nothing"),
  PREVIEW("a preview writes nothing"),
  SECRECY("no secret is in an event, a reason or a plan");

  private final String sentence;

  Invariant(String sentence) {
    this.sentence = sentence;
  }

  /** What it promises. */
  public String sentence() {
    return sentence;
  }
}
