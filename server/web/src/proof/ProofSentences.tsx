/** 同样的内容,一句一行,可以整段选取。 */
export function ProofSentences({ sentences }: { sentences: string[] }) {
  return (
    <ol className="proof-sentences">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ol>
  );
}
