package io.drover.gateway.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Makes sockets that offer one version of TLS.
final class OneVersion extends SSLSocketFactory {
  private final SSLSocketFactory any;
  private final String version;

  OneVersion(SSLSocketFactory any, String version) {
    this.any = any;
    this.version = version;
  }

  private Socket limited(Socket socket) {
    ((SSLSocket) socket).setEnabledProtocols(new String[] {version});
    return socket;
  }

  @Override
  public Socket createSocket() throws IOException {
    return limited(any.createSocket());
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    return limited(any.createSocket(socket, host, port, autoClose));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return limited(any.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return limited(any.createSocket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return limited(any.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return limited(any.createSocket(host, port, local, localPort));
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return any.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return any.getSupportedCipherSuites();
  }
}
