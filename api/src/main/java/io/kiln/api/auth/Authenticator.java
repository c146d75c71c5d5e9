package io.kiln.api.auth;

import java.util.List;
import java.util.Optional;

/** Finds out who sent a request. One choice per server, made when it starts. */
public sealed interface Authenticator
    permits Authenticator.Nobody, Authenticator.InTurn, TokenFile, Keystone {

  /** Whom these credentials stand for. */
  Outcome authenticate(Credentials credentials);

  /**
   * Whom these credentials stand for, when that is known without asking anybody and without slow
   * computing: what tells nothing to those who guess. Empty when it has to be found out.
   */
  Optional<Caller> atOnce(Credentials credentials);

  /** Whether requests have to say who sends them. */
  default boolean asks() {
    return true;
  }

  /** What a refusal names as the way to log in, as in {@code WWW-Authenticate}. */
  String challenge();

  /** Nobody has to say who they are: for loopback only. */
  record Nobody() implements Authenticator {
    @Override
    public Outcome authenticate(Credentials credentials) {
      return new Outcome.Known(Caller.ANYBODY);
    }

    @Override
    public Optional<Caller> atOnce(Credentials credentials) {
      return Optional.of(Caller.ANYBODY);
    }

    @Override
    public boolean asks() {
      return false;
    }

    @Override
    public String challenge() {
      return "";
    }
  }

  /**
   * One after the other, until one knows: agents and programs have tokens of a file, people those
   * of Keystone.
   */
  record InTurn(List<Authenticator> all) implements Authenticator {

    public InTurn {
      all = List.copyOf(all);
      if (all.isEmpty()) {
        throw new IllegalArgumentException("nobody is asked");
      }
    }

    @Override
    public Outcome authenticate(Credentials credentials) {
      Outcome last = all.getFirst().authenticate(credentials);
      for (Authenticator next : all.subList(1, all.size())) {
        if (last instanceof Outcome.Known) {
          return last;
        }
        last = next.authenticate(credentials);
      }
      return last;
    }

    @Override
    public Optional<Caller> atOnce(Credentials credentials) {
      return all.stream().flatMap(one -> one.atOnce(credentials).stream()).findFirst();
    }

    /** The last one's: those before it are for programs, which are not asked. */
    @Override
    public String challenge() {
      return all.getLast().challenge();
    }
  }
}
