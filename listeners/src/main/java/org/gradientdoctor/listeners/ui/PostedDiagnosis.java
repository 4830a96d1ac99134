package org.gradientdoctor.listeners.ui;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.deeplearning4j.core.storage.Persistable;
import org.gradientdoctor.core.diagnosis.Diagnosis;
import org.gradientdoctor.core.diagnosis.Outcome;

/**
 * A diagnosis on its way through a {@code StatsStorage}: its JSON, with fewer full readings and compressed, which stays so
 * until somebody looks. Storages make one by its class name and fill it by {@code decode}.
 */
public final class PostedDiagnosis implements Persistable {
    /** By which storages tell it from what other listeners post. */
    public static final String TYPE_ID = "GradientDoctor";

    private static final long serialVersionUID = 1L;
    private static final String WORKER_ID = "GradientDoctor";
    /** First in what is encoded. */
    private static final int VERSION = 1;
    /** Ten times the JSON of a network of a hundred layers; what says to be longer would only fill the memory. */
    private static final int LONGEST_JSON = 1 << 28;

    private String session = "";
    private long time;
    private long iterations;
    private Outcome verdict = Outcome.NOT_EVALUATED;
    private byte[] json = {};

    /** For storages: an empty one, to be filled by {@code decode}. */
    public PostedDiagnosis() {}

    static PostedDiagnosis of(String session, long time, Diagnosis diagnosis) {
        PostedDiagnosis posted = new PostedDiagnosis();
        posted.session = session;
        posted.time = time;
        posted.iterations = diagnosis.trace().iterations();
        posted.verdict = diagnosis.verdict();
        posted.json = compressed(ThinTrace.of(diagnosis).toJson());
        return posted;
    }

    private static byte[] compressed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The diagnosis.
     *
     * @throws IllegalArgumentException where what was posted is none
     */
    Diagnosis diagnosis() {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(json))) {
            byte[] text = in.readNBytes(LONGEST_JSON);
            if (text.length == LONGEST_JSON) {
                throw new IllegalArgumentException("it is longer than " + LONGEST_JSON + " bytes");
            }
            return Diagnosis.fromJson(new String(text, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException("it is not compressed as it should be: " + e.getMessage(), e);
        }
    }

    long iterations() {
        return iterations;
    }

    Outcome verdict() {
        return verdict;
    }

    @Override
    public String getSessionID() {
        return session;
    }

    @Override
    public String getTypeID() {
        return TYPE_ID;
    }

    @Override
    public String getWorkerID() {
        return WORKER_ID;
    }

    @Override
    public long getTimeStamp() {
        return time;
    }

    @Override
    public int encodingLengthBytes() {
        return encode().length;
    }

    @Override
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            encode(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void encode(ByteBuffer buffer) {
        buffer.put(encode());
    }

    @Override
    public void encode(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeInt(VERSION);
        out.writeLong(time);
        out.writeLong(iterations);
        write(out, verdict.name().getBytes(StandardCharsets.UTF_8));
        write(out, session.getBytes(StandardCharsets.UTF_8));
        write(out, json);
        out.flush();
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public void decode(byte[] bytes) {
        try {
            decode(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void decode(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        decode(bytes);
    }

    /** @throws IOException where the bytes are no posted diagnosis, or one of another version */
    @Override
    public void decode(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("this diagnosis was posted in version " + version + ", and version " + VERSION
                    + " can be read: use the same release of the toolkit on both sides");
        }
        time = in.readLong();
        iterations = in.readLong();
        String name = new String(read(in), StandardCharsets.UTF_8);
        try {
            verdict = Outcome.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new IOException("there is no verdict " + name, e);
        }
        session = new String(read(in), StandardCharsets.UTF_8);
        json = read(in);
    }

    private static byte[] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            throw new IOException("a length is " + length);
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("it ends after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }
}
