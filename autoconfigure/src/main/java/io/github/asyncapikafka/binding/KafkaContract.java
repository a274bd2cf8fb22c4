package io.github.asyncapikafka.binding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.asyncapikafka.binding.server.ServerNotes;
import io.github.asyncapikafka.binding.setting.ContractSettings;
import io.github.asyncapikafka.binding.setting.DeadLetterSettings;
import io.github.asyncapikafka.binding.setting.Drift;
import io.github.asyncapikafka.binding.setting.TopicMode;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.Operation.Action;
import org.jspecify.annotations.Nullable;

/**
 * The effective Kafka contract of the application: what the document states, completed by
 * configuration. Immutable.
 */
public final class KafkaContract {

	private final AsyncApi asyncApi;

	private final KafkaServer server;

	private final List<Problem> serverProblems;

	private final List<Problem> warnings;

	private final List<String> notes;

	private final ContractSettings settings;

	private final Map<String, KafkaChannel> channels;

	private final Map<String, KafkaOperation> operations;

	private KafkaContract(AsyncApi asyncApi, ContractSettings settings, KafkaServer server, ServerNotes notes,
			Map<String, KafkaChannel> channels, Map<String, KafkaOperation> operations) {
		this.asyncApi = asyncApi;
		this.settings = settings;
		this.server = server;
		this.serverProblems = notes.problems().toList();
		this.warnings = notes.warnings().toList();
		this.notes = List.copyOf(notes.notes());
		this.channels = Collections.unmodifiableMap(channels);
		this.operations = Collections.unmodifiableMap(operations);
	}

	/**
	 * Decide every value. What prevents the use of one channel or operation is kept with
	 * it, because not every application uses all of its document.
	 * @param asyncApi the document
	 * @param settings what the environment says
	 * @return the contract
	 * @throws InvalidContractException if configuration names something that the document
	 * does not have
	 */
	public static KafkaContract of(AsyncApi asyncApi, ContractSettings settings) {
		Problems configuration = new Problems();
		ServerNotes notes = new ServerNotes(configuration, new Problems(), new Problems(), new ArrayList<>());
		KafkaServer server = new ServerResolver(asyncApi, settings, notes).resolve();
		ChannelResolver channelResolver = new ChannelResolver(asyncApi, settings, configuration);
		Map<String, KafkaChannel> channels = new LinkedHashMap<>();
		asyncApi.channels().forEach((id, channel) -> channels.put(id, channelResolver.resolve(channel)));
		OperationResolver operationResolver = new OperationResolver(asyncApi, settings, channels, server.security(),
				configuration);
		Map<String, KafkaOperation> operations = new LinkedHashMap<>();
		asyncApi.operations().forEach((id, operation) -> operations.put(id, operationResolver.resolve(operation)));
		TopicResolver.checkMaxReplicas(settings, configuration);
		if (!configuration.isEmpty()) {
			throw new InvalidContractException(configuration.toList());
		}
		return new KafkaContract(asyncApi, settings, server, notes, channels, operations);
	}

	/**
	 * Return the place of the document.
	 * @return the document's location
	 */
	public Location location() {
		return this.asyncApi.location();
	}

	/**
	 * Return the server.
	 * @return the server
	 */
	public KafkaServer server() {
		return this.server;
	}

	/**
	 * Return whether a {@code KafkaConnectionDetails} bean of the application provides
	 * the connection.
	 * @return {@code false} if the contract and {@code spring.kafka} do
	 */
	public boolean isConnectionProvided() {
		return this.settings.connection().provided();
	}

	/**
	 * Return whether configuration names the server, so that credentials may go to its
	 * host.
	 * @return {@code false} if it is used because there is no other
	 */
	public boolean isServerNamed() {
		return !this.settings.servers().isEmpty();
	}

	/**
	 * Return why the server cannot be used.
	 * @return the problems, empty if it can
	 */
	public List<Problem> serverProblems() {
		return this.serverProblems;
	}

	/**
	 * Return what somebody must look at, although everything can be used.
	 * @return the warnings, possibly empty
	 */
	public List<Problem> warnings() {
		return this.warnings;
	}

	/**
	 * Return what somebody may want to know, such as what of the document is not applied.
	 * @return sentences, possibly empty
	 */
	public List<String> notes() {
		return this.notes;
	}

	/**
	 * Return what becomes of records that cannot be handled.
	 * @return the settings
	 */
	public DeadLetterSettings deadLetter() {
		return this.settings.deadLetter();
	}

	/**
	 * Return what is done about topics at start-up.
	 * @return the mode
	 */
	public Value<TopicMode> topicMode() {
		return TopicResolver.mode(this.settings);
	}

	/**
	 * Return what is done about the topic of a channel. One that is written in another
	 * file belongs to somebody else, so by default it is not created.
	 * @param channel the channel
	 * @return the mode
	 */
	public TopicMode topicMode(KafkaChannel channel) {
		return TopicResolver.mode(this.settings, channel, this.asyncApi);
	}

	/**
	 * Return the largest number of replicas that topics are created with.
	 * @return the number, or {@code null} if there is no limit
	 */
	public @Nullable Integer maxReplicas() {
		return this.settings.topics().maxReplicas();
	}

	/**
	 * Return what happens if a topic is not as the contract says.
	 * @return the consequence
	 */
	public Drift onDrift() {
		return Objects.requireNonNullElse(this.settings.topics().onDrift(), Drift.WARN);
	}

	/**
	 * Return the channels.
	 * @return the channels by id, in document order
	 */
	public Map<String, KafkaChannel> channels() {
		return this.channels;
	}

	/**
	 * Return the operations.
	 * @return the operations by id, in document order
	 */
	public Map<String, KafkaOperation> operations() {
		return this.operations;
	}

	/**
	 * Return one line that says which document this is.
	 * @return title, version and numbers
	 */
	public String headline() {
		return ContractTable.headline(this.asyncApi);
	}

	/**
	 * Return every decided value with its source, for people to read: a block of lines
	 * for the server and for each operation. Holds no credentials. What the annotation of
	 * a listener says instead is not known here.
	 * @return several lines
	 */
	public String describe() {
		return new ContractTable(this, this.settings.connection().spring()).toString();
	}

	/**
	 * Return the operations that send to a channel.
	 * @param channelId the id of the channel
	 * @param operationId the id of the operation, or empty for all
	 * @param element what the code element that names the channel is called
	 * @return the operations, at least one
	 * @throws InvalidContractException if channel or operation do not exist, or nothing
	 * is sent
	 */
	public List<KafkaOperation> sending(String channelId, String operationId, String element) {
		return match(Action.SEND, channelId, operationId, element).require();
	}

	/**
	 * Return an operation that sends.
	 * @param operationId the id of the operation
	 * @param element what the code element that names the operation is called
	 * @return the operation
	 * @throws InvalidContractException if it does not exist, or receives
	 */
	public KafkaOperation sending(String operationId, String element) {
		return lookup().byId(Action.SEND, operationId, element).require().get(0);
	}

	/**
	 * Return the operations that code names: the one that receives from a channel, or
	 * those that send to it.
	 * @param action what the code does
	 * @param channelId the id of the channel
	 * @param operationId the id of the operation, or empty
	 * @param element what the code element that names the channel is called
	 * @return the operations, or why there is none
	 */
	public OperationMatch match(Action action, String channelId, String operationId, String element) {
		return lookup().onChannel(action, channelId, operationId, element);
	}

	/**
	 * Return all operations that receive from a channel, for code that takes the messages
	 * of all of them.
	 * @param channelId the id of the channel
	 * @param grouped whether the code element names its consumer group itself
	 * @param element what the code element that names the channel is called
	 * @return the operations, or why there is none or they cannot be received together
	 */
	public OperationMatch matchTogether(String channelId, boolean grouped, String element) {
		return lookup().together(channelId, grouped, element);
	}

	private OperationLookup lookup() {
		return new OperationLookup(this.asyncApi, this.settings.role(), this.channels, this.operations);
	}

}
