package io.kiln.db.stacks;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that goes away when told to. */
final class FlakyDataSource extends DelegatingDataSource {

  private int toRefuse;
  private int refused;
  private boolean loseNext;
  private int lost;

  FlakyDataSource(DataSource reliable) {
    super(reliable);
  }

  /** The next attempts to connect fail. */
  void refuseConnections(int attempts) {
    toRefuse = attempts;
  }

  /** The next commit takes effect, but its caller is told that the connection broke. */
  void loseAnswerOfNextCommit() {
    loseNext = true;
  }

  int refused() {
    return refused;
  }

  int lost() {
    return lost;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (toRefuse > 0) {
      toRefuse--;
      refused++;
      throw new SQLTransientConnectionException("the database is away", "08001");
    }
    Connection real = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              try {
                Object result = method.invoke(real, arguments);
                if (method.getName().equals("commit") && loseNext) {
                  loseNext = false;
                  lost++;
                  throw new SQLException("an I/O error occurred while waiting", "08006");
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
