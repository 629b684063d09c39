/** CORE. The phrases that tell what a merchant wants. Plain data: a phrase is added here and nowhere else. */

/** What such a phrase says; `info` asks for knowledge, `ask` is any question, `foreign` is about something else in the shop. */
export type TalkTopic =
	| "all-cards"
	| "declined"
	| "card"
	| "pay"
	| "status"
	| "reconcile"
	| "human"
	| "resolved"
	| "info"
	| "ask"
	| "subject"
	| "foreign";

/** One row a topic and language, as in `triage-words-outage`. */
export const TALK_PHRASES: readonly (readonly [topic: TalkTopic, phrases: string])[] = [
	[
		"all-cards",
		"all cards|all the cards|all my cards|every card|every single card|each card|any card|any cards|no card|no cards|cards are|cards get|cards keep|cards all|all customers|every customer|everybody|cards fail|multiple cards|several cards|different cards",
	],
	["declined", "declined|declines|decline|declining|rejected|rejects|rejecting|refused|refuses|denied|not approved"],
	[
		"card",
		"his card|her card|their card|this card|that card|one card|a card|one customers card|a customers card|customers card|the customers card|guests card|ladys card|mans card|only one card|just one card|card declined|card was declined|card is declined|card got declined|card rejected|card was rejected|card got rejected|card refused|insufficient funds|not enough money|expired card|card expired|card is expired|do not honour|do not honor|wrong pin|pin is wrong|pin tries|other cards work|other cards are fine|other cards work fine",
	],
	[
		"pay",
		"take a payment|take payment|take payments|take a card payment|take a card|take money|charge|charge a customer|charge the customer|pay|payment link|pay link|paylink|qr code|qr|collect|collect a payment|ring up|new payment|new sale|make a sale|send a link|send link|checkout|get paid|wants to pay|needs to pay|bill",
	],
	[
		"status",
		"did they pay|did he pay|did she pay|did the customer pay|have they paid|has he paid|has she paid|has it been paid|has the customer paid|customer paid|is it paid|was it paid|paid yet|paid already|paid or not|payment status|status of the payment|status of payment|did the payment|did my payment|did that payment|did it go through|has it gone through|has the payment|has my payment|was the payment|is the payment|payment go through|payment gone through|payment arrived|payment arrive|money arrived|money come in|money arrive|check a payment|check the payment|check payment|says they paid|says he paid|says she paid|say they paid|they paid|still unpaid|received the payment|received the money|receive the payment|payment received|last payment|last sale go through",
	],
	[
		"reconcile",
		"reconcile|reconciling|reconciliation|batch|batch file|settlement|settlement file|settle up|csv|spreadsheet|upload the file|upload a file|double charged|double charge|charged twice|charged two times|charged him twice|charged her twice|charged them twice|paid twice|customer paid twice|duplicate charge|duplicate payment|end of day|balance the books|books balance|books do not balance|do the books|close the day|cash up|match the payments|match payments|match the sales|match up|missing payments|payout|payouts|totals do not match|statement",
	],
	[
		"human",
		"talk to a person|talk to a human|talk to someone|talk to somebody|speak to a person|speak to a human|speak to someone|speak to somebody|speak with someone|speak with a person|talk with someone|real person|real human|actual person|actual human|a human|human|live agent|agent|representative|customer service|customer support|call me|phone me|call support|call someone|call back|give me a person|get me a person|get me someone|want a person|need a person|need a human|want a human|a person please|person please|someone to call|someone to help|somebody to help|somebody help|support person|support team|your phone number|hotline|not a bot|stop the bot|manager of yours",
	],
	[
		"resolved",
		"works again|working again|work again|back online|back up|it is back|is back|we are back|were back|came back|back to normal|back to work|is fixed|got fixed|fixed it|fixed itself|fixed now|all fixed|fixed|resolved|solved|sorted|all good now|it is good now|works now|working now|online again|up again|up and running|problem solved|no longer offline|no longer down|connected again|reconnected|all working|working fine now|works fine now|taking cards again",
	],
	[
		"info",
		"what is|what are|what does|what do|what happens|what would happen|how long|how many|how much|how does|how do i|how can i|how to|is it safe|is it ok|can i|may i|should i|do i|am i|are there|where do|where is|where can|when do|when will|who|which|explain|tell me|difference between|meaning of|does offline|do you|are you",
	],
	["ask", "why|how|what|when|where|can you|could you|is there|is it"],
	[
		"foreign",
		"coffee machine|washing machine|dishwasher|fridge|freezer|toilet|air conditioning|ice machine|vending machine|my car|heating|oven|football|weather|joke|recipe",
	],
	[
		"all-cards",
		"所有卡|所有的卡|全部卡|每张卡|每一张卡|什么卡|任何卡|哪张卡|张张|所有人|所有顾客|所有客人|每个客人|每个顾客|卡都|银行卡都|换了好几张|几张卡",
	],
	["declined", "被拒|拒绝|拒付|拒收|不通过|交易失败|刷不过|未批准|不批准"],
	[
		"card",
		"一张卡|这张卡|那张卡|他的卡|她的卡|客人的卡|顾客的卡|一个客人的|一位顾客|有个客人|有位客人|卡被拒|余额不足|卡过期|卡已过期|过期了|密码错误|密码不对|别的卡可以|其他卡可以|其他卡正常|别的卡能",
	],
	["pay", "收款|收钱|收一笔|付款码|收款码|二维码|付款链接|支付链接|收款链接|要付款|想付款|要付钱|买单|结账|扫码"],
	[
		"status",
		"付了吗|付了没|付款了吗|付款了没|付钱了吗|付没付|支付了吗|到账了吗|到账了没|到账没|到账|到帐|付款成功|支付成功|收到了吗|收到了没|收到钱|收到款|收到付款|钱到了|查付款|查一下付款|付款状态|支付状态|说付了|说已经付|说付过|说已付|已经付了|已付款|付过了|那笔成功|交易成功了吗|成功了吗",
	],
	[
		"reconcile",
		"对账|对帐|批次|结算|日结|账目|账单|流水|重复扣|扣了两次|扣了两遍|扣两次|重复收|收了两次|刷了两次|刷了两遍|收重|多扣|少收|交易明细|对不上|轧账|上传文件|csv|报表",
	],
	[
		"human",
		"人工|真人|客服|打电话给我|给我打电话|打给我|找人|找个人|联系你们|联系人|技术人员|技术支持|派人|叫人来|让人来|你们电话|客户经理|不要机器人|跟人说",
	],
	[
		"resolved",
		"好了|恢复|修好|又能用|能用了|可以用了|又可以|正常了|能刷了|可以刷了|又有网了|有网了|连上了|已解决|解决了|没问题了|可以刷卡|能刷卡了|可以收款了|又行了|行了",
	],
	[
		"info",
		"什么是|是什么|什么意思|会不会|可以吗|能不能|安全吗|要多久|多久|多长时间|多少|怎么用|如何|怎么办理|哪里|为何|有没有风险|能刷卡吗|能收款吗|怎么重启|怎么设置|怎么换|怎么退|怎么开|怎么看|怎么查|区别|谁|应该",
	],
	["ask", "怎么|什么|为什么|吗|呢|哪"],
	["foreign", "咖啡机|洗衣机|空调|冰箱|冰柜|洗碗机|制冰机|电视机|足球|天气|笑话|厕所|暖气"],
	[
		"subject",
		"refund|refunds|restart|reboot|reset|fee|fees|receipt|receipts|limit|limits|tip|tips|invoice|pin|settings|password|log out",
	],
	["subject", "退款|重启|重置|手续费|费率|小票|限额|小费|发票|密码|设置|退出登录"],
];
