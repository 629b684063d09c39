/** CORE. The phrases that tell what is wrong with a terminal. Plain data: a phrase is added here and nowhere else. */

/** What such a phrase says; `fine-network` and `offline-mode` are there to outweigh the shorter phrases within them. */
export type OutageTopic =
	| "network"
	| "processor"
	| "software"
	| "hardware"
	| "maintenance"
	| "fine-network"
	| "offline-mode"
	| "network-thing"
	| "device"
	| "failure";

/** One row a topic and language. English without apostrophes and short forms: the reader writes out what people shorten. */
export const OUTAGE_PHRASES: readonly (readonly [topic: OutageTopic, phrases: string])[] = [
	[
		"network",
		"no connection|no internet|no network|no signal|no wifi|no service|no reception|not connected|not connecting|not connect|not reconnect|keeps disconnecting|disconnected|disconnects|connection lost|lost connection|lost the connection|connection error|connection failed|connection problem|connection issue|connecting forever|offline|offline again|not online|wifi down|wifi is down|wifi is out|wifi out|wifi dropped|wifi keeps dropping|wifi gone|wifi not working|wifi is not working|lost wifi|lost the wifi|lost internet|internet down|internet is down|internet is out|internet out|internet dropped|internet gone|internet not working|internet is not working|network down|network is down|network error|network problem|network issue|broadband is down|router is down|router died|no sim|sim card|not find the network|not find wifi|searching for network|not reach the network|airplane mode|wrong wifi password|ethernet|dns error|weak signal|bad signal",
	],
	[
		"processor",
		"host not responding|host is not responding|no response from host|no response from the host|no answer from the bank|no response from the bank|bank not responding|bank is not responding|bank is down|processor down|processor is down|processor not responding|acquirer down|acquirer is down|acquirer not responding|issuer unavailable|issuer not available|payment provider is down|provider is down|square is down|stripe is down|status page|cards declined|cards declining|declining cards|declines cards|declines all|declining all|declining every|declining everyone|is stripe down|is square down|is clover down|acquirer is not answering|bank is not answering|host is not answering|nothing gets approved|nothing goes through|everything is declined|everything declined|everything gets declined|everything declines|everything is declining|declines everything|declines everyone|all declined|all declining|all get declined|everyone gets declined|everyone is declined|everyones card|every transaction fails|every transaction is declined|all transactions fail|all transactions declined|all payments fail|all payments declined|payments are failing|all payments are failing|online but",
	],
	[
		"software",
		"frozen|froze|freezes|freezing|crashed|crashes|crashing|crash|stuck|hangs|hanging|hung|unresponsive|not responding|not react|not reacting|app closes|app will not open|app not opening|app error|software|bug|keeps restarting|keeps rebooting|restarts by itself|boot loop|loading screen|blue screen|error message|spinning|locked up|not load|not loading|log in failed|logged out|not log in|sign on|signed off",
	],
	[
		"hardware",
		"not turn on|not turning on|not switch on|not switching on|not power on|not start|not starting|not boot|no power|not power up|dead|died|battery|not charge|not charging|charger|black screen|went black|went blank|went dark|power cut|power outage|power went out|screen is black|screen black|screen is dark|blank screen|screen is blank|screen broken|screen is broken|broken screen|cracked|smashed|dropped it|fell|got wet|water|spilled|spilt|coffee on|tamper|tampered|tampering|security alert|printer|paper jam|not print|not printing|receipt paper|paper stuck|chip reader|not read chip|not read the chip|not read cards|not read any card|not reading|not read|card slot|keypad|buttons|button|touchscreen|touch screen|contactless not working|contactless does not work|tap does not work|tap not working|tap is not working|burning smell|smoke|docking|cable broken",
	],
	[
		"maintenance",
		"update|updates|updating|updated|upgrade|upgrading|maintenance|installing|firmware|download needed|downloading",
	],
	[
		"fine-network",
		"wifi is fine|wifi fine|wifi is ok|wifi ok|wifi works|wifi is working|wifi is good|wifi is on|internet is fine|internet fine|internet is ok|internet ok|internet works|internet is working|internet is good|network is fine|network fine|network is ok|network works|connection is fine|connected to wifi|connected to the wifi|connected to the internet|has internet|have internet|have wifi|not offline",
	],
	[
		"offline-mode",
		"offline mode|offline payments|offline payment|offline sales|stored payments|pending payments|stored offline|store and forward|offline transactions",
	],
	["network-thing", "wifi|internet|network|router|connection|signal|broadband|modem|hotspot|sim"],
	[
		"device",
		"terminal|terminals|card machine|card machines|card reader|reader|machine|pos|pinpad|pin pad|eftpos|card terminal|pdq|chip and pin|square|clover|verifone|ingenico|sumup|device|the till|cards|card payments|payments|payment machine|credit card thing|card thing",
	],
	[
		"failure",
		"not working|not work|not working again|stopped working|stopped working again|stops working|quit working|no longer works|nothing works|not working anymore|broken|broke|is down|went down|down again|gone down|are down|out of order|failed|fails|failing|fail|error|errors|faulty|not accept|not accepting|not take|not taking|not process|not processing|not charge cards|not take cards|not take card|not take payments|not take a payment|not take any payments|not accept cards|not accept payments|problem|problems|issue|trouble|acting up|playing up|playing up again|kaput|down|timed out|timeout|time out|timing out|wrong with|outage|not found|not find|not detect|not detected|not recognised|not recognized|no cards|not go through|not going through|not able to take|unable to take",
	],
	[
		"network",
		"没网|没有网|没网络|没有网络|无网络|无网|没有连接|无连接|未连接|断网|断线|断开|掉线|掉网|离线|连不上|连接不上|连不了|连接不了|连接失败|连接断开|无法连接|不能连接|联不上|上不了网|没信号|没有信号|无信号|信号不好|信号差|信号弱|网络断|网断|网络不行|网络不通|网络不好|网络异常|网络错误|网络故障|网络中断|网络有问题|网络问题|网络连接|网不好|网不行|网坏|网络坏|wifi坏|wifi断|wifi不行|wifi没|没wifi|没有wifi|路由器坏|宽带断|没流量|sim卡|不联网|没联网|联网失败|通讯失败|通讯故障|通信故障|通讯异常|签到失败",
	],
	[
		"processor",
		"主机无应答|主机没有应答|发卡行无应答|银行无应答|银行没反应|银行没回应|银行没有回应|银行系统|银行那边|银行故障|收单行|支付公司系统|支付通道|通道故障|所有交易都失败|交易全部失败|全都失败|全部失败|全部被拒|全都被拒|都被拒|都被拒绝|都拒绝|都交易失败|都显示失败|都刷不了|都刷不出|都刷不成|都不成功|都不通过|有网但|网络正常但",
	],
	[
		"software",
		"死机|卡死|卡住|卡机|卡顿|没反应|没有反应|无响应|不响应|闪退|崩溃|程序|软件|系统错误|系统出错|蓝屏|不停重启|一直重启|反复重启|自动重启|点不动|点不了|打不开应用|应用打不开|进不去系统|一直转圈|转圈|登录不了|登录失败|登不上",
	],
	[
		"hardware",
		"开不了机|不开机|开不开机|开不起来|打不开机|无法开机|没电|没有电|不通电|电池|充不进电|充不了电|不充电|充电器|黑屏|屏幕不亮|不亮|屏不亮|屏幕碎|屏碎|屏幕坏|花屏|摔|进水|泼到|打印机|打印不出|打印不了|不打印|不出纸|卡纸|没纸|小票打不出|读卡器|读不了卡|读不出卡|不读卡|读卡失败|读不到卡|芯片读|插卡没|按键|键盘|触摸|拆机|自毁|安全警报|冒烟|烧焦|插口",
	],
	["maintenance", "更新|升级|维护|下载程序|固件"],
	[
		"fine-network",
		"网络正常|网络没问题|网络没有问题|网络是好的|网络是正常|网是好的|网没问题|有网|网络好的|网络通|wifi正常|wifi没问题|wifi是好的|信号正常|联网正常|能上网|连接正常",
	],
	["offline-mode", "离线模式|离线能|离线可以|离线付款|离线支付|离线交易|离线收款|待上传|存储的付款|已存储"],
	["network-thing", "网络|网|信号|路由器|宽带|wifi|热点"],
	["device", "刷卡机|pos机|pos|终端|机器|机子|刷卡|收款机|收银机|读卡|卡机|设备"],
	[
		"failure",
		"坏了|坏掉|又坏了|不能用|用不了|不好用|又不好用|没法用|无法使用|无法用|不能刷|刷不了|刷不出|刷不上|刷不成|没法刷|无法刷|收不了款|收不了钱|不能收款|无法收款|没法收款|不能收钱|不工作|不行|又不行了|失灵|故障|失败|出错|报错|错误|异常|有问题|出问题|超时|不动了|罢工|不了款",
	],
];
