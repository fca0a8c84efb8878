/** `?fakemic` under development: a quiet tone in place of a microphone, so that two windows on one desk can be tried without headphones or a device. */
export function fakeMicrophone(): void {
  navigator.mediaDevices.getUserMedia = () => {
    const context = new AudioContext();
    const tone = new OscillatorNode(context, { frequency: 330 });
    const gain = new GainNode(context, { gain: 0.2 });
    const out = new MediaStreamAudioDestinationNode(context);
    tone.connect(gain).connect(out);
    tone.start();
    return Promise.resolve(out.stream);
  };
}
