package io.github.asyncapikafka.autoconfigure;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before a broker and forgets all requests of one kind, as a broker does that is
 * out of its depth.
 */
final class ForgetfulProxy implements AutoCloseable {

	private final int target;

	private final short forgotten;

	private final ServerSocket server;

	private final AtomicInteger connections = new AtomicInteger();

	/**
	 * Create an instance.
	 * @param port the port to listen at, or 0 for any that is free
	 * @param target the port of the broker
	 * @param forgotten the API key of the requests that never arrive, or -1
	 */
	ForgetfulProxy(int port, int target, short forgotten) {
		this.target = target;
		this.forgotten = forgotten;
		try {
			this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(() -> {
			while (true) {
				Socket client = this.server.accept();
				this.connections.incrementAndGet();
				serve(client);
			}
		});
	}

	int port() {
		return this.server.getLocalPort();
	}

	/**
	 * Return how often it was connected to.
	 */
	int connections() {
		return this.connections.get();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

	private void serve(Socket client) throws IOException {
		Socket broker = new Socket(InetAddress.getLoopbackAddress(), this.target);
		start(() -> {
			try (client; broker) {
				broker.getInputStream().transferTo(client.getOutputStream());
			}
		});
		start(() -> {
			try (client; broker) {
				forward(new DataInputStream(client.getInputStream()), new DataOutputStream(broker.getOutputStream()));
			}
		});
	}

	private void forward(DataInputStream requests, DataOutputStream broker) throws IOException {
		while (true) {
			byte[] request = new byte[requests.readInt()];
			requests.readFully(request);
			if (ByteBuffer.wrap(request).getShort() != this.forgotten) {
				broker.writeInt(request.length);
				broker.write(request);
			}
		}
	}

	private static void start(Task task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (IOException ex) {
				// One of the two is gone.
			}
		}, "forgetful-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	private interface Task {

		void run() throws IOException;

	}

}
